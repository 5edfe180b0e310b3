// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.engine.ClockAdjustment;
import java.util.function.IntSupplier;

/// A clock beside the one that is told, which our corrections of phase do not move: by it field
/// F323 says when a packet arrived, so that a client sees by how much we put our clock right.
///
/// @param aheadNanos by how much it is ahead of {@link ServedClock#evenNanos}
/// @param epoch which of such clocks it is: another one begins with every step
public record MonotonicScale(long aheadNanos, int epoch) {

  /// The scale after the clock was changed.
  ///
  /// @param newEpoch a number that no scale before had, asked for where the change ends this one
  public MonotonicScale after(ClockAdjustment adjustment, IntSupplier newEpoch) {
    return switch (adjustment.kind()) {
      case SLEW ->
          new MonotonicScale(aheadNanos - Math.round(adjustment.offsetChange() * 1e9), epoch);
      case STEP, UNKNOWN_STEP -> new MonotonicScale(aheadNanos, newEpoch.getAsInt());
    };
  }

  /// Converts a time of {@link ServedClock#evenNanos}.
  public long ofEvenNanos(long evenNanos) {
    return evenNanos + aheadNanos;
  }
}
