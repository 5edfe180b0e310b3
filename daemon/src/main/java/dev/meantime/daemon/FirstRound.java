// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.Platform;
import dev.meantime.platform.Timers;
import java.util.Optional;

/// The first question for every name: the sources start together when all were answered, or after
/// ten seconds those that were found. Confined to the loop.
final class FirstRound {

  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Platform platform;
  private final Runnable onPatienceOrEnd;
  private final Runnable onEnd;
  private Optional<Timers.Timer> patience = Optional.empty();
  private boolean begun;
  private boolean ended;
  private boolean closed;

  // One for the start itself, so that the round cannot end before it.
  private int pending = 1;

  /// @param onPatienceOrEnd once, when the sources found are to start
  /// @param onEnd once, after that, when every name was answered
  FirstRound(Platform platform, Runnable onPatienceOrEnd, Runnable onEnd) {
    this.platform = platform;
    this.onPatienceOrEnd = onPatienceOrEnd;
    this.onEnd = onEnd;
  }

  /// One answer more is waited for.
  void expect() {
    pending++;
  }

  /// Patience begins to run out.
  void start() {
    long now = platform.monotonicClock().nowNanos();
    patience = Optional.of(platform.timers().schedule(now + PATIENCE_NANOS, this::begin));
    // Never before this method returned, so that the caller is ready for it.
    platform.timers().schedule(now, this::onAnswered);
  }

  /// One of the expected answers came.
  void onAnswered() {
    pending--;
    if (pending == 0 && !closed && !ended) {
      ended = true;
      begin();
      onEnd.run();
    }
  }

  void close() {
    closed = true;
    patience.ifPresent(Timers.Timer::cancel);
  }

  private void begin() {
    patience.ifPresent(Timers.Timer::cancel);
    if (!begun && !closed) {
      begun = true;
      onPatienceOrEnd.run();
    }
  }
}
