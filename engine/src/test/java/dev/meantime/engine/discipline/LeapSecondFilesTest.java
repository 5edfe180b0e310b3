// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.discipline.ParsedLeapSeconds.Damaged;
import dev.meantime.engine.discipline.ParsedLeapSeconds.Problem;
import dev.meantime.engine.discipline.ParsedLeapSeconds.Valid;
import dev.meantime.wire.LeapIndicator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Both kinds of file, as distributed: the list without its comments, and the zone compiled by zic.
class LeapSecondFilesTest {

  private static byte[] resource(String name) {
    try (InputStream in = LeapSecondFilesTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String list() {
    return new String(resource("leap-seconds.list"), US_ASCII);
  }

  private static long at(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }

  @Test
  void readsTheListOfIers() {
    LeapSecondTable table = ((Valid) LeapSecondList.parse(list())).table();

    assertThat(table.entries()).hasSize(28);
    assertThat(table.expirySeconds()).isEqualTo(at("2026-06-28T00:00:00Z"));
    assertThat(table.isExpiredAt(at("2026-06-27T23:59:59Z"))).isFalse();
    assertThat(table.isExpiredAt(at("2026-06-28T00:00:00Z"))).isTrue();
    assertThat(table.leapAt(at("2016-12-31T00:00:00Z"))).isEqualTo(LeapIndicator.INSERT);
    assertThat(table.leapAt(at("2016-12-31T23:59:59Z"))).isEqualTo(LeapIndicator.INSERT);
    assertThat(table.leapAt(at("2017-01-01T00:00:00Z"))).isEqualTo(LeapIndicator.NONE);
    assertThat(table.leapAt(at("2016-12-30T23:59:59Z"))).isEqualTo(LeapIndicator.NONE);
    assertThat(table.taiOffsetAt(at("2016-12-31T23:59:59Z"))).hasValue(36);
    assertThat(table.taiOffsetAt(at("2017-01-01T00:00:00Z"))).hasValue(37);
    assertThat(table.taiOffsetAt(at("1971-12-31T23:59:59Z"))).isEmpty();
  }

  @Test
  void listAndZoneAgree() {
    LeapSecondTable list = ((Valid) LeapSecondList.parse(list())).table();
    LeapSecondTable zone = ((Valid) TimeZoneLeapSeconds.parse(resource("right-UTC.tzif"))).table();

    assertThat(zone.entries()).isEqualTo(list.entries());
    assertThat(zone.expirySeconds()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void deletedSecondIsKnownByTheFallingOffset() {
    String text = list().replaceAll("(?m)^#h.*\n", "") + "4023648000 36\n";
    LeapSecondTable table = ((Valid) LeapSecondList.parse(text)).table();

    assertThat(table.leapAt(at("2027-07-03T12:00:00Z"))).isEqualTo(LeapIndicator.DELETE);
  }

  @Test
  void refusesAListThatWasChanged() {
    assertThat(LeapSecondList.parse(list().replace("3692217600", "3692131200")))
        .isEqualTo(new Damaged(Problem.HASH_MISMATCH, 0));
    int cut = list().indexOf("3692217600");
    int hash = list().indexOf("#h");
    assertThat(LeapSecondList.parse(list().substring(0, cut) + list().substring(hash)))
        .isEqualTo(new Damaged(Problem.HASH_MISMATCH, 0));
  }

  @Test
  void readsHashWordsWithoutLeadingZeros() throws NoSuchAlgorithmException {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    String text = list().replaceAll("(?m)^#(h|\\$).*\n", "");
    String digits = text.replaceAll("#[^@\n].*", "").replaceAll("\\D", "");
    // The first stamp whose hash begins with a zero digit.
    long stamp = 0;
    String hash;
    do {
      stamp++;
      hash = HexFormat.of().formatHex(sha1.digest((stamp + digits).getBytes(US_ASCII)));
    } while (hash.charAt(0) != '0');
    StringBuilder words = new StringBuilder("#h");
    for (int i = 0; i < 40; i += 8) {
      words.append(' ').append(Integer.toHexString(HexFormat.fromHexDigits(hash, i, i + 8)));
    }

    String whole = "#$ " + stamp + "\n" + text + words + "\n";
    assertThat(words.indexOf(" ", 3)).isLessThan(11);
    assertThat(LeapSecondList.parse(whole)).isInstanceOf(Valid.class);
  }

  @Test
  void namesTheLineOfAProblem() {
    assertThat(LeapSecondList.parse("# comment\n\n2272060800 ten\n"))
        .isEqualTo(new Damaged(Problem.MALFORMED_LINE, 3));
    assertThat(LeapSecondList.parse("2287785600 11\n2272060800 10\n"))
        .isEqualTo(new Damaged(Problem.OUT_OF_ORDER, 2));
    assertThat(LeapSecondList.parse("#h 1 2 3 4\n"))
        .isEqualTo(new Damaged(Problem.MALFORMED_LINE, 1));
    assertThat(LeapSecondList.parse("")).isEqualTo(new Damaged(Problem.NO_LEAP_SECONDS, 0));
    assertThat(LeapSecondList.parse("2272060800 10\n"))
        .isEqualTo(new Damaged(Problem.IMPLAUSIBLE, 0));
  }

  @Test
  void refusesZonesWithoutLeapSecondsAndOtherFiles() {
    byte[] zone = resource("right-UTC.tzif");
    assertThat(TimeZoneLeapSeconds.parse(new byte[0])).isEqualTo(new Damaged(Problem.TRUNCATED, 0));
    assertThat(TimeZoneLeapSeconds.parse(new byte[100]))
        .isEqualTo(new Damaged(Problem.NOT_TZIF, 0));
    for (int length = 0; length < zone.length - 3; length++) {
      assertThat(TimeZoneLeapSeconds.parse(Arrays.copyOf(zone, length)))
          .as("cut to %d", length)
          .isInstanceOf(Damaged.class);
    }
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(1);
    byte[] zone = resource("right-UTC.tzif");
    byte[] list = resource("leap-seconds.list");
    for (int i = 0; i < 20_000; i++) {
      byte[] damagedZone = damage(zone, random);
      assertThat(TimeZoneLeapSeconds.parse(damagedZone)).isNotNull();
      String damagedList = new String(damage(list, random), ISO_8859_1);
      assertThat(LeapSecondList.parse(damagedList)).isNotNull();
    }
  }

  private static byte[] damage(byte[] original, Random random) {
    byte[] copy = original.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }
}
