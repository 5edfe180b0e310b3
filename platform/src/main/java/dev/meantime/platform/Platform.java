// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// One machine as the daemon sees it. Owned by the loop's thread; see the package's rules.
public interface Platform extends AutoCloseable {

  WallClock wallClock();

  MonotonicClock monotonicClock();

  KernelClock kernelClock();

  Network network();

  Resolver resolver();

  Timers timers();

  Entropy entropy();

  Background background();

  EventLoop eventLoop();

  /// Gives back sockets and threads. Does not touch the clock.
  @Override
  void close();
}
