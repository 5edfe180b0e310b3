// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.RefclockLine.Device;
import dev.meantime.engine.refclock.HardwareReadings;
import dev.meantime.engine.refclock.SocketSample;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.Platform;
import dev.meantime.platform.PulseClock;
import dev.meantime.platform.ReferenceClocks;
import dev.meantime.platform.SharedMemoryClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Opens the devices of reference clocks and puts what they give into one form.
final class RefclockDevices {

  /// Readings of a hardware clock at each poll: as many as the kernel takes at once.
  private static final int HARDWARE_READINGS = 25;

  /// Whoever may write to the socket sets our clock.
  private static final int SOCKET_MODE = 0755;

  private RefclockDevices() {}

  /// Opens one.
  ///
  /// @param precision of the local clock, seconds
  /// @param sink takes what comes by itself
  /// @throws IOException when the system refuses
  static RefclockDevice open(
      Platform platform, Device device, double precision, RefclockDevice.Sink sink)
      throws IOException {
    ReferenceClocks clocks = platform.referenceClocks();
    return switch (device) {
      case Device.SharedMemory(int unit, int mode) -> new Shared(clocks.sharedMemory(unit, mode));
      case Device.Hardware(String name, boolean latched) ->
          new Hardware(clocks.hardwareClock(name, latched), precision);
      case Device.Pulses(String name, boolean clear) ->
          new Pulses(clocks.pulses(name, clear ? PulseClock.Edge.CLEAR : PulseClock.Edge.ASSERT));
      case Device.Socket(String path) -> socket(platform, path, sink);
    };
  }

  /// Whether such a device has to be looked at.
  static boolean isPolled(Device device) {
    return switch (device) {
      case Device.SharedMemory _, Device.Hardware _, Device.Pulses _ -> true;
      case Device.Socket _ -> false;
    };
  }

  private static RefclockDevice socket(Platform platform, String path, RefclockDevice.Sink sink)
      throws IOException {
    try {
      return new Socket(
          platform.network().openLocal(Path.of(path), SOCKET_MODE, new SocketReader(sink)));
    } catch (UnsupportedOperationException e) {
      throw new IOException("this platform has no Unix sockets", e);
    }
  }

  private record Shared(SharedMemoryClock clock) implements RefclockDevice {
    @Override
    public void poll(Sink sink) {
      switch (clock.poll()) {
        case SharedMemoryClock.Poll.Nothing() -> {}
        case SharedMemoryClock.Poll.Unusable(String reason) -> sink.onMalformed(reason);
        case SharedMemoryClock.Poll.Reading(long reference, long wall, int leap, _) ->
            sink.onTime(wall, reference, leap, 0);
      }
    }

    @Override
    public void close() {
      clock.close();
    }
  }

  private record Hardware(HardwareClock clock, double precision) implements RefclockDevice {
    @Override
    public void poll(Sink sink) throws IOException {
      List<HardwareReadings.Reading> readings =
          clock.read(HARDWARE_READINGS).stream()
              .map(r ->
                  new HardwareReadings.Reading(r.beforeNanos(), r.clockNanos(), r.afterNanos()))
              .toList();
      Optional<HardwareReadings.Result> result = HardwareReadings.combine(readings, precision);
      if (result.isPresent()) {
        HardwareReadings.Result best = result.get();
        sink.onTime(best.wallNanos(), best.clockNanos(), 0, best.uncertainty());
      } else {
        sink.onMalformed("the wall clock went back during the reading");
      }
    }

    @Override
    public void close() {
      clock.close();
    }
  }

  private static final class Pulses implements RefclockDevice {

    private final PulseClock clock;
    private Optional<PulseClock.Pulse> last = Optional.empty();

    Pulses(PulseClock clock) {
      this.clock = clock;
    }

    @Override
    public void poll(Sink sink) throws IOException {
      Optional<PulseClock.Pulse> found = clock.last();
      if (found.isEmpty()
          || last.filter(before -> before.sequence() == found.get().sequence()).isPresent()) {
        return;
      }
      last = found;
      long wallNanos = found.get().wallNanos();
      sink.onPulse(wallNanos, Math.floorMod(wallNanos, 1_000_000_000L) * 1e-9);
    }

    @Override
    public void close() {
      clock.close();
    }
  }

  private record Socket(DatagramPort port) implements RefclockDevice {
    @Override
    public void poll(Sink sink) {}

    @Override
    public void close() {
      port.close();
    }
  }

  private record SocketReader(RefclockDevice.Sink sink) implements DatagramHandler {
    @Override
    public void onDatagram(Datagram datagram) {
      switch (SocketSample.decode(datagram.data())) {
        case SocketSample.Decoded.Malformed(String reason) -> sink.onMalformed(reason);
        case SocketSample.Decoded.Valid(SocketSample sample) when sample.pulse() ->
            sink.onPulse(sample.wallNanos(), sample.offset());
        case SocketSample.Decoded.Valid(SocketSample sample) ->
            sink.onTime(
                sample.wallNanos(),
                sample.wallNanos() + Math.round(sample.offset() * 1e9),
                sample.leap(),
                0);
      }
    }
  }
}
