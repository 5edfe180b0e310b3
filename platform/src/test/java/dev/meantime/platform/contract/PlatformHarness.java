// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.contract;

import static org.assertj.core.api.Assertions.fail;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Network;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Timers;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Opens a platform for each test and runs its loop until what the test waits for has happened.
@NullMarked
public abstract class PlatformHarness {

  protected static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

  protected final Platform platform;
  private BooleanSupplier awaited = () -> false;

  protected PlatformHarness(Platform platform) {
    this.platform = platform;
  }

  @BeforeEach
  void keepLoopFromWaitingForEver() {
    long deadlineNanos = platform.monotonicClock().nowNanos() + DEADLINE_NANOS;
    platform
        .timers()
        .schedule(deadlineNanos, () -> fail("what the test waits for has not happened in time"));
  }

  @AfterEach
  void closePlatform() {
    platform.close();
  }

  /// Runs the loop until `condition`, which is looked at after each {@link #happened}.
  protected final void runUntil(BooleanSupplier condition) {
    awaited = condition;
    if (!condition.getAsBoolean()) {
      platform.eventLoop().run();
    }
  }

  /// To be called by whatever may make the awaited condition true.
  protected final void happened() {
    if (awaited.getAsBoolean()) {
      platform.eventLoop().stop();
    }
  }

  protected final Timers.Timer after(long nanos, Runnable task) {
    return platform
        .timers()
        .schedule(
            platform.monotonicClock().nowNanos() + nanos,
            () -> {
              task.run();
              happened();
            });
  }

  protected final Network network() {
    return platform.network();
  }

  protected final DatagramPort open(String address, DatagramHandler handler) throws IOException {
    return network().open(boundTo(address, 0), handler);
  }

  protected static UdpOptions boundTo(String address, int port) throws IOException {
    return UdpOptions.boundTo(at(address, port));
  }

  protected static InetSocketAddress at(String literal, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(literal), port);
  }

  protected static int portOf(DatagramPort port) {
    return ((InetSocketAddress) port.localAddress()).getPort();
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Remembers what it is told.
  protected class Recorder implements DatagramHandler {
    public final List<Datagram> datagrams = new ArrayList<>();
    public final List<IOException> errors = new ArrayList<>();
    public final List<Transmitted> transmitted = new ArrayList<>();

    @Override
    public void onDatagram(Datagram datagram) {
      datagrams.add(datagram);
      happened();
    }

    @Override
    public void onTransmitted(byte[] data, Timestamp timestamp) {
      transmitted.add(new Transmitted(new String(data, StandardCharsets.US_ASCII), timestamp));
      happened();
    }

    @Override
    public void onError(IOException error) {
      errors.add(error);
      happened();
    }

    public List<String> texts() {
      return datagrams.stream()
          .map(datagram -> new String(datagram.data(), StandardCharsets.US_ASCII))
          .toList();
    }
  }

  /// One call of {@link DatagramHandler#onTransmitted}.
  public record Transmitted(String data, Timestamp timestamp) {}
}
