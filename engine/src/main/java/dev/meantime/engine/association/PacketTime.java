// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;

/// When a packet left or arrived.
///
/// @param cookedNanos by the cooked clock
/// @param error bound of the timestamp's own error, seconds
/// @param source who took it
public record PacketTime(long cookedNanos, double error, Source source) {

  /// The same moment as the changed clock calls it.
  PacketTime adjustedBy(ClockAdjustment adjustment) {
    return new PacketTime(adjustment.apply(cookedNanos), error, source);
  }

  /// Who took a timestamp, with the letter that logs show for it.
  public enum Source {
    DAEMON('D'),
    KERNEL('K'),
    HARDWARE('H');

    private final char letter;

    Source(char letter) {
      this.letter = letter;
    }

    public char letter() {
      return letter;
    }
  }
}
