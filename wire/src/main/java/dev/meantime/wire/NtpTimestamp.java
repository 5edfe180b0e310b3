// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// The 64-bit NTP timestamp (RFC 5905 §6): unsigned 32-bit seconds within an era of 2^32 seconds
/// and a 32-bit fraction.
///
/// Era 0 began at 1900-01-01T00:00:00Z, era 1 begins at 2036-02-07T06:28:16Z. The wire does not
/// carry the era, so a timestamp alone is not an instant: {@link #toEpochNanos} resolves it against
/// a pivot, and {@link #secondsSince} is right across an era boundary as long as both are within 68
/// years. Zero means "unknown" in every era. The resolution is 2^-32 s, about 233 ps.
///
/// @param bits seconds in the upper half, fraction in the lower
public record NtpTimestamp(long bits) {

  /// The value that means "unknown".
  public static final NtpTimestamp ZERO = new NtpTimestamp(0);

  private static final long UNIX_EPOCH_IN_ERA_0 = 2_208_988_800L;
  private static final long ERA_SECONDS = 1L << 32;
  private static final long NANOS = 1_000_000_000L;
  private static final double FRACTION = 0x1p-32;

  /// From nanoseconds since the Unix epoch, in whichever era they fall; the fraction is rounded
  /// down. The first instant of an era, whose bits would say "unknown", moves on by 2^-32 s.
  public static NtpTimestamp ofEpochNanos(long epochNanos) {
    return new NtpTimestamp(bitsOfEpochNanos(epochNanos));
  }

  /// The bits of {@link #ofEpochNanos}, for those who may not allocate.
  public static long bitsOfEpochNanos(long epochNanos) {
    long seconds = Math.floorDiv(epochNanos, NANOS) + UNIX_EPOCH_IN_ERA_0;
    long nanos = Math.floorMod(epochNanos, NANOS);
    long bits = seconds << 32 | (nanos << 32) / NANOS;
    return bits == 0 ? 1 : bits;
  }

  /// An interval of less than 2^31 seconds in units of 2^-32 s, rounded down: what to add to a
  /// timestamp's bits to move it.
  public static long bitsOfNanos(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS);
    return (seconds << 32) + (Math.floorMod(nanos, NANOS) << 32) / NANOS;
  }

  /// The timestamp this much later, or earlier when negative; less than 68 years.
  public NtpTimestamp plusNanos(long nanos) {
    return new NtpTimestamp(bits + bitsOfNanos(nanos));
  }

  /// The instant closest to the pivot that has these bits, in nanoseconds since the Unix epoch,
  /// rounded to nearest.
  ///
  /// @param pivotNanos any time known to be within 68 years of the true one: the local clock, or a
  ///   build date; before the year 2194, as `long` nanoseconds end in 2262
  public long toEpochNanos(long pivotNanos) {
    long pivotSeconds = Math.floorDiv(pivotNanos, NANOS);
    long inEra = (bits >>> 32) - UNIX_EPOCH_IN_ERA_0;
    long away =
        Math.floorMod(inEra - pivotSeconds + ERA_SECONDS / 2, ERA_SECONDS) - ERA_SECONDS / 2;
    long nanos = ((bits & 0xffff_ffffL) * NANOS + (1L << 31)) >>> 32;
    return (pivotSeconds + away) * NANOS + nanos;
  }

  /// Seconds from `earlier` to this one, positive when this is later. The difference is taken in
  /// 64-bit two's complement before it becomes a `double` (RFC 5905 §6), so it is exact across
  /// eras.
  public double secondsSince(NtpTimestamp earlier) {
    return (bits - earlier.bits) * FRACTION;
  }

  /// With random bits in place of those that weigh less than the precision: they carry no time, and
  /// hiding them makes a timestamp unpredictable and, with great likelihood, unique. Zero stays
  /// zero. Who needs it to differ from another timestamp compares and draws again.
  ///
  /// @param precision log2 seconds; 0 randomises the whole fraction, 32 and more every bit, -32 and
  ///   less none
  /// @param random 64 random bits
  public NtpTimestamp withRandomBelow(int precision, long random) {
    if (bits == 0 || precision <= -32) {
      return this;
    }
    long mask = precision >= 32 ? -1 : (1L << (precision + 32)) - 1;
    return new NtpTimestamp(bits ^ (random & mask));
  }

  /// With the lowest bit set or cleared, by which a server that answers interleaved marks what is a
  /// receive timestamp of its own.
  public NtpTimestamp withLowestBit(boolean set) {
    return new NtpTimestamp(set ? bits | 1 : bits & ~1L);
  }

  public boolean isZero() {
    return bits == 0;
  }

  /// Hexadecimal, as packet analysers show it: `e8f1c2d3.80000000`.
  @Override
  public String toString() {
    return String.format("%08x.%08x", bits >>> 32, bits & 0xffff_ffffL);
  }
}
