// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// Root delay or root dispersion as the experimental field F323 carries it: unsigned 4.28 seconds,
/// resolution 3.7 ns, below 16 s. The largest value means "that or more", which is no use to
/// anybody.
///
/// @param bits the 32 bits as they stand on the wire
public record FineShort(int bits) {

  private static final int LARGEST = 0xffff_ffff;
  private static final double UNIT = 0x1p-28;

  /// What the largest value stands for, seconds: the end of the 16.16 format.
  private static final double UNBOUNDED = 0xffff_ffffL * 0x1p-16;

  /// From seconds, rounded up so that an error bound never shrinks on the wire; saturates at both
  /// ends. An unknown bound (NaN) becomes the largest.
  public static FineShort ofSeconds(double seconds) {
    return new FineShort(bitsOfSeconds(seconds));
  }

  /// The bits of {@link #ofSeconds}, for those who may not allocate.
  public static int bitsOfSeconds(double seconds) {
    if (seconds <= 0) {
      return 0;
    }
    double units = Math.ceil(seconds / UNIT);
    return units < 0xffff_ffffL ? (int) (long) units : LARGEST;
  }

  public double toSeconds() {
    return bits == LARGEST ? UNBOUNDED : Integer.toUnsignedLong(bits) * UNIT;
  }

  @Override
  public String toString() {
    return toSeconds() + " s";
  }
}
