// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// The 32-bit NTP short format (RFC 5905 §6): unsigned 16.16 seconds, resolution 15.26 µs, up to
/// 65535.99998 s.
///
/// NTPv3 declared the root delay signed; values from there that would be negative read as very
/// large ones here and fail the distance test, which is what a negative round trip deserves.
///
/// @param bits the 32 bits as they stand on the wire
public record NtpShort(int bits) {

  public static final NtpShort ZERO = new NtpShort(0);

  private static final double UNIT = 0x1p-16;
  private static final double LARGEST = 0xffff_ffffL * UNIT;

  /// From seconds, rounded up so that an error bound never shrinks on the wire; saturates at both
  /// ends. An unknown bound (NaN) becomes the largest.
  public static NtpShort ofSeconds(double seconds) {
    return new NtpShort(bitsOfSeconds(seconds));
  }

  /// The bits of {@link #ofSeconds}, for those who may not allocate.
  public static int bitsOfSeconds(double seconds) {
    if (seconds <= 0) {
      return 0;
    }
    return seconds < LARGEST ? (int) (long) Math.ceil(seconds / UNIT) : 0xffff_ffff;
  }

  public double toSeconds() {
    return Integer.toUnsignedLong(bits) * UNIT;
  }

  @Override
  public String toString() {
    return toSeconds() + " s";
  }
}
