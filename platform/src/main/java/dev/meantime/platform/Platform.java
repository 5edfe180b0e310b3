// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import dev.meantime.platform.spi.LoopServerSockets;
import dev.meantime.platform.spi.StreamLocalProgram;
import java.nio.file.Path;
import java.util.OptionalLong;

/// One machine as the daemon sees it. Owned by the loop's thread; see the package's rules.
public interface Platform extends AutoCloseable {

  WallClock wallClock();

  MonotonicClock monotonicClock();

  KernelClock kernelClock();

  Network network();

  /// The sockets of a server. A platform of one thread needs nothing but its network.
  default ServerSockets serverSockets() {
    return new LoopServerSockets(network(), wallClock());
  }

  Resolver resolver();

  Timers timers();

  Entropy entropy();

  Background background();

  /// Clocks attached to the machine.
  default ReferenceClocks referenceClocks() {
    return ReferenceClocks.none();
  }

  /// Timestamps that network cards put on packets.
  default HardwareTimestamps hardwareTimestamps() {
    return HardwareTimestamps.none();
  }

  /// A program that listens on a Unix stream socket. It is not connected to before it is asked.
  default LocalProgram localProgram(Path socket) {
    return new StreamLocalProgram(socket);
  }

  EventLoop eventLoop();

  /// Reads the battery-backed real-time clock. It keeps whole seconds: the true reading is up to a
  /// second later.
  ///
  /// @param device its device file, such as `/dev/rtc`
  /// @return what it shows, taken as UTC: seconds since the Unix epoch; empty where there is none
  default OptionalLong realTimeClockSeconds(String device) {
    return OptionalLong.empty();
  }

  /// Gives back sockets and threads. Does not touch the clock.
  @Override
  void close();
}
