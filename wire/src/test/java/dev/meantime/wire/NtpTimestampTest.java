// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtpTimestampTest {

  private static final long NOW_2026 = nanos("2026-11-22T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "1900-01-01T00:00:01Z, 00000001.00000000",
    "1970-01-01T00:00:00Z, 83aa7e80.00000000",
    "1972-01-01T00:00:00Z, 876ce580.00000000",
    "1999-12-31T23:59:59.5Z, bc17c1ff.80000000",
    "2036-02-07T06:28:15.999999999Z, ffffffff.fffffffb",
    "2036-02-07T06:28:17Z, 00000001.00000000",
    "2104-02-26T09:42:24Z, 80000000.00000000",
  })
  void encodesInstantsOfBothEras(String instant, String hex) {
    assertThat(NtpTimestamp.ofEpochNanos(nanos(instant))).hasToString(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1900-01-01T00:00:01Z",
        "1969-12-31T23:59:59.999999999Z",
        "1970-01-01T00:00:00Z",
        "2036-02-07T06:28:15.999999999Z",
        "2036-02-07T06:28:16Z",
        "2036-02-07T06:28:16.000000001Z",
        "2104-02-26T09:42:23Z",
        "2104-02-26T09:42:25Z",
        "2172-03-15T12:56:31Z",
      })
  void resolvesEveryEraAgainstAPivotLessThan68YearsAway(String instant) {
    long nanos = nanos(instant);
    NtpTimestamp timestamp = NtpTimestamp.ofEpochNanos(nanos);
    long almostHalfAnEra = ((1L << 31) - 1) * 1_000_000_000L;
    for (long distance :
        new long[] {-almostHalfAnEra, -1_000_000_000L, 0, 999_999_999L, almostHalfAnEra}) {
      assertThat(timestamp.toEpochNanos(nanos + distance)).as("%d", distance).isEqualTo(nanos);
    }
  }

  @Test
  void startOfAnEraIsNotUnknown() {
    long boundary = nanos("2036-02-07T06:28:16Z");
    NtpTimestamp timestamp = NtpTimestamp.ofEpochNanos(boundary);
    assertThat(timestamp.isZero()).isFalse();
    assertThat(timestamp.toEpochNanos(boundary)).isEqualTo(boundary);
  }

  @Test
  void differenceIsExactAcrossTheEraBoundary() {
    NtpTimestamp before = NtpTimestamp.ofEpochNanos(nanos("2036-02-07T06:28:15.5Z"));
    NtpTimestamp after = NtpTimestamp.ofEpochNanos(nanos("2036-02-07T06:28:16.75Z"));
    assertThat(after.secondsSince(before)).isEqualTo(1.25);
    assertThat(before.secondsSince(after)).isEqualTo(-1.25);
    assertThat(new NtpTimestamp(1).secondsSince(new NtpTimestamp(-1))).isEqualTo(0x1p-31);
  }

  @Test
  void nanosecondsSurviveTheRoundTrip() {
    long seed = 0x5EED0001L;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100_000; i++) {
      long nanos = NOW_2026 + random.nextLong(-2_000_000_000L, 2_000_000_000L) * 1_000_000_000L;
      nanos += random.nextLong(1_000_000_000L);
      NtpTimestamp timestamp = NtpTimestamp.ofEpochNanos(nanos);
      assertThat(timestamp.toEpochNanos(NOW_2026)).as("seed %x, step %d", seed, i).isEqualTo(nanos);
    }
  }

  @Test
  void everyNanosecondNearAFullSecondSurvives() {
    for (long nanos = NOW_2026 - 3000; nanos < NOW_2026 + 3000; nanos++) {
      assertThat(NtpTimestamp.ofEpochNanos(nanos).toEpochNanos(0)).isEqualTo(nanos);
    }
  }

  @Test
  void fractionOfAllOnesRoundsUpToTheNextSecond() {
    assertThat(new NtpTimestamp(0x83aa7e80_ffffffffL).toEpochNanos(0)).isEqualTo(1_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "-128, 0",
    "-33, 0",
    "-32, 0",
    "-31, 1",
    "-24, ff",
    "-1, 7fffffff",
    "0, ffffffff",
    "1, 1ffffffff",
    "31, 7fffffffffffffff",
    "32, ffffffffffffffff",
    "127, ffffffffffffffff",
  })
  void randomBitsStayBelowThePrecision(int precision, String mask) {
    NtpTimestamp timestamp = new NtpTimestamp(0xe8f1c2d3_89abcdefL);
    long touched = timestamp.withRandomBelow(precision, -1).bits() ^ timestamp.bits();
    assertThat(Long.toHexString(touched)).isEqualTo(mask);
    assertThat(timestamp.withRandomBelow(precision, 0)).isEqualTo(timestamp);
  }

  @Test
  void unknownStaysUnknownWhenRandomised() {
    assertThat(NtpTimestamp.ZERO.withRandomBelow(32, -1)).isEqualTo(NtpTimestamp.ZERO);
  }

  @Test
  void marksTheLowestBit() {
    assertThat(new NtpTimestamp(0x10).withLowestBit(true).bits()).isEqualTo(0x11);
    assertThat(new NtpTimestamp(0x11).withLowestBit(true).bits()).isEqualTo(0x11);
    assertThat(new NtpTimestamp(0x11).withLowestBit(false).bits()).isEqualTo(0x10);
  }

  private static long nanos(String instant) {
    Instant parsed = Instant.parse(instant);
    return Math.addExact(
        Math.multiplyExact(parsed.getEpochSecond(), 1_000_000_000L), parsed.getNano());
  }
}
