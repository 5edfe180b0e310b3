// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.util.function.Consumer;

/// Where the one thread waits. Datagrams, timers, resolutions, finished background work and
/// termination requests reach their handlers from inside {@link #run}.
public interface EventLoop {

  /// Waits and dispatches until {@link #stop}. An exception thrown by a handler ends it and passes
  /// through.
  void run();

  /// Makes {@link #run} return after the current handler. Called on the loop's thread.
  void stop();

  /// Sets who hears of termination requests: SIGTERM, SIGINT, SIGQUIT, SIGHUP, or a simulation's
  /// word. The handler gets the signal's name without `SIG`. The last handler set counts.
  void onTermination(Consumer<String> handler);
}
