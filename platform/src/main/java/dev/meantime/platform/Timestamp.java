// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// When a packet left or arrived, by the wall clock, uncorrected.
///
/// @param epochNanos nanoseconds since the Unix epoch
/// @param source who took it; the nearer to the wire, the better
/// @param error bound of what it is known to be wrong by, seconds: 0 but for a network card's,
///   whose own clock had to be converted
public record Timestamp(long epochNanos, Source source, double error) {

  /// One by the wall clock itself.
  public Timestamp(long epochNanos, Source source) {
    this(epochNanos, source, 0);
  }

  /// Who took a timestamp, with the letter chrony shows for it.
  public enum Source {
    /// The program itself, after the fact.
    DAEMON('D'),
    /// The kernel, in the network stack.
    KERNEL('K'),
    /// The network card.
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
