// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.Now;
import java.util.OptionalDouble;

/// What is remembered of past updates for the time without them: when the last one was, when the
/// drift was saved, and which frequency to fall back to. Confined to the discipline.
final class Holdover {

  private final FallbackDrift fallback;
  private final double driftInterval;
  private boolean updated;
  private long updateMonotonicNanos;
  private double driftAge;

  Holdover(DisciplineConfig config) {
    fallback = new FallbackDrift(config.fallbackDriftMin(), config.fallbackDriftMax());
    driftInterval = config.driftInterval();
  }

  /// Seconds since the last update, by the monotonic clock; 0 before the first.
  double elapsed(Now now) {
    return updated ? (now.monotonicNanos() - updateMonotonicNanos) * 1e-9 : 0;
  }

  /// The clock was updated.
  void update(Now now, double frequency) {
    double interval = elapsed(now);
    fallback.update(frequency, interval);
    driftAge += interval;
    updated = true;
    updateMonotonicNanos = now.monotonicNanos();
  }

  /// Whether the drift is to be saved, asked at every update.
  boolean savesDrift() {
    if (driftAge < driftInterval) {
      return false;
    }
    driftAge = 0;
    return true;
  }

  /// The frequency to fall back to, now that no update has come for long.
  OptionalDouble fallback(Now now) {
    return fallback.due(elapsed(now));
  }

  /// When {@link #fallback} has something to say; the largest value for never.
  long wakeMonotonicNanos() {
    double seconds = fallback.next();
    return Double.isFinite(seconds)
        ? updateMonotonicNanos + (long) Math.ceil(seconds * 1e9)
        : Long.MAX_VALUE;
  }
}
