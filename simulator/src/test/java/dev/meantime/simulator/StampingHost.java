// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.Background;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Entropy;
import dev.meantime.platform.EventLoop;
import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.HardwareTimestamps;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.Network;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Resolver;
import dev.meantime.platform.StampingCard;
import dev.meantime.platform.Timers;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/// A simulated host with a network card that stamps packets exactly, by a clock on TAI. Its kernel
/// stamps them too, but is busy: some hundred microseconds late for what arrives, as much early for
/// what leaves.
final class StampingHost implements Platform, HardwareTimestamps {

  static final String DEVICE = "eth0";

  private static final double KERNEL_SECONDS = 200e-6;
  private static final double TAI = 37;

  private final SimulatedPlatform host;
  private final Simulation simulation;
  private final SimulatedHardwareClock clock;
  private final RandomGenerator random;
  private Optional<StampingCard.Conversion> conversion = Optional.empty();
  private long received;
  private long transmitted;
  private long unconvertible;
  private boolean closed;

  /// Seconds until the card's timestamp of what left is known.
  private double telling;

  StampingHost(Simulation simulation, SimulatedPlatform host) {
    this.simulation = simulation;
    this.host = host;
    this.clock = host.referenceClocks().plugCard(DEVICE, TAI);
    this.random = simulation.random("busy kernel");
  }

  SimulatedHardwareClock cardClock() {
    return clock;
  }

  /// From now on the card's timestamps of what left come that many seconds later.
  void tellsLateBy(double seconds) {
    telling = seconds;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public List<String> devices() {
    return List.of("lo", DEVICE);
  }

  @Override
  public StampingCard enable(Request request) throws IOException {
    if (!request.device().equals(DEVICE)) {
      throw new IOException("its driver cannot stamp packets by a hardware clock");
    }
    return new Card(request.filter() != ReceiveFilter.NONE);
  }

  private final class Card implements StampingCard {

    private final boolean receives;

    Card(boolean receives) {
      this.receives = receives;
    }

    @Override
    public String device() {
      return DEVICE;
    }

    @Override
    public boolean receives() {
      return receives;
    }

    @Override
    public HardwareClock clock() {
      return new HardwareClock() {
        @Override
        public List<Reading> read(int count) throws IOException {
          return List.of(reading());
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void convertBy(Optional<Conversion> next) {
      conversion = next;
    }

    @Override
    public Counts counts() {
      return new Counts(received, transmitted, unconvertible, 0);
    }

    @Override
    public void refresh() {}

    @Override
    public void close() {
      closed = true;
    }
  }

  /// One reading, as slow as the simulated clock's but around this moment: while the wall clock is
  /// slewed by percents, what the two showed before is not what they show now less so much.
  private HardwareClock.Reading reading() throws IOException {
    HardwareClock.Reading slow = clock.read(1).getFirst();
    long half = (slow.afterNanos() - slow.beforeNanos()) / 2;
    long wall = host.wallClock().nowNanos();
    long skewed = random.nextLong(-half, half + 1);
    return new HardwareClock.Reading(wall - half + skewed, cardNanos(), wall + half + skewed);
  }

  private long cardNanos() {
    return simulation.trueNanos() + Math.round(TAI * 1e9);
  }

  /// What the card says now, converted.
  private Optional<Timestamp> byCard() {
    long nanos = cardNanos();
    Optional<Timestamp> result =
        conversion.map(
            by -> new Timestamp(by.wallNanos(nanos), Timestamp.Source.HARDWARE, by.bound(nanos)));
    unconvertible += result.isEmpty() ? 1 : 0;
    return result;
  }

  /// By how much the conversion is wrong now beyond what it admits, seconds; empty when there is no
  /// conversion.
  OptionalDouble excess() {
    long nanos = cardNanos();
    if (conversion.isEmpty()) {
      return OptionalDouble.empty();
    }
    double error = (conversion.get().wallNanos(nanos) - host.wallClock().nowNanos()) * 1e-9;
    return OptionalDouble.of(Math.abs(error) - conversion.get().bound(nanos));
  }

  private long busyNanos() {
    return Math.round(-Math.log1p(-random.nextDouble()) * KERNEL_SECONDS * 1e9);
  }

  private final class Stamper implements DatagramHandler {

    private final DatagramHandler handler;

    Stamper(DatagramHandler handler) {
      this.handler = handler;
    }

    @Override
    public void onDatagram(Datagram datagram) {
      Timestamp kernel =
          new Timestamp(datagram.timestamp().epochNanos() + busyNanos(), Timestamp.Source.KERNEL);
      Optional<Timestamp> card = byCard();
      received += card.isPresent() ? 1 : 0;
      handler.onDatagram(
          new Datagram(datagram.data(), datagram.remote(), datagram.local(), card.orElse(kernel)));
    }

    @Override
    public void onTransmitted(byte[] data, Timestamp timestamp) {
      handler.onTransmitted(
          data, new Timestamp(timestamp.epochNanos() - busyNanos(), Timestamp.Source.KERNEL));
      byCard().ifPresent(card -> tell(data, card));
    }

    private void tell(byte[] data, Timestamp card) {
      transmitted++;
      if (telling == 0) {
        handler.onTransmitted(data, card);
      } else {
        long at = host.monotonicClock().nowNanos() + Math.round(telling * 1e9);
        host.timers().schedule(at, () -> handler.onTransmitted(data, card));
      }
    }

    @Override
    public void onError(IOException error) {
      handler.onError(error);
    }
  }

  @Override
  public Network network() {
    Network network = host.network();
    return new Network() {
      @Override
      public DatagramPort open(UdpOptions options, DatagramHandler handler) throws IOException {
        return network.open(options, options.timestamps() ? new Stamper(handler) : handler);
      }

      @Override
      public DatagramPort openLocal(Path path, int mode, DatagramHandler handler)
          throws IOException {
        return network.openLocal(path, mode, handler);
      }

      @Override
      public boolean isReachable(InetAddress address) {
        return network.isReachable(address);
      }
    };
  }

  @Override
  public HardwareTimestamps hardwareTimestamps() {
    return this;
  }

  @Override
  public WallClock wallClock() {
    return host.wallClock();
  }

  @Override
  public MonotonicClock monotonicClock() {
    return host.monotonicClock();
  }

  @Override
  public KernelClock kernelClock() {
    return host.kernelClock();
  }

  @Override
  public Resolver resolver() {
    return host.resolver();
  }

  @Override
  public Timers timers() {
    return host.timers();
  }

  @Override
  public Entropy entropy() {
    return host.entropy();
  }

  @Override
  public Background background() {
    return host.background();
  }

  @Override
  public EventLoop eventLoop() {
    return host.eventLoop();
  }

  @Override
  public void close() {
    host.close();
  }
}
