// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.Now;
import java.util.OptionalDouble;

/// Notices that somebody else set the wall clock, by comparing its progress with the monotonic
/// clock's. Also a suspended machine looks like that. Confined to the discipline.
final class JumpDetector {

  /// A smaller jump may be a machine that was too busy to read both clocks at once, seconds.
  private static final double TOLERANCE = 0.05;

  private Now last = new Now(0, 0);
  private double frequency;
  private boolean started;

  /// Compares anew from here: the clock was started, stepped or set to another frequency.
  void rebase(Now now, double kernelFrequency) {
    last = now;
    frequency = kernelFrequency;
    started = true;
  }

  /// The size of a jump since the last call, positive when the wall clock was put forward.
  OptionalDouble observe(Now now) {
    Now before = last;
    last = now;
    if (!started) {
      started = true;
      return OptionalDouble.empty();
    }
    double wall = (now.wallNanos() - before.wallNanos()) * 1e-9;
    double monotonic = (now.monotonicNanos() - before.monotonicNanos()) * 1e-9;
    // Linux steers both clocks alike; where the monotonic clock runs on its own, the kernel's
    // frequency is what lies between them.
    double slewed = monotonic * frequency;
    double jump = wall - monotonic;
    if (jump > TOLERANCE + Math.max(0, slewed) || jump < -TOLERANCE + Math.min(0, slewed)) {
      return OptionalDouble.of(jump);
    }
    return OptionalDouble.empty();
  }
}
