// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// When a packet left or arrived.
///
/// @param cookedNanos by the cooked clock
/// @param error bound of the timestamp's own error, seconds
/// @param source who took it
public record PacketTime(long cookedNanos, double error, Source source) {

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
