// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyFile.Kind;
import dev.meantime.crypto.KeyFile.Problem;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

  private static final String HEX_16 = "000102030405060708090a0b0c0d0e0f";

  @Test
  void readsChronysKeys() {
    KeyFile file =
        chrony(
            """
            # comment
            ! comment
              ; comment
            % comment

            1 secret
              10\tSHA1   ASCII:HEX:00
            4294967295 AES128 HEX:000102030405060708090A0b0c0d0e0f\r
            7 SHA3-512 #hash
            8 MD5 ascii:x
            """);
    assertThat(file.problems()).isEmpty();
    assertThat(file.keys())
        .containsExactly(
            key(1, KeyAlgorithm.MD5, "secret"),
            key(10, KeyAlgorithm.SHA1, "HEX:00"),
            new SymmetricKey(4294967295L, KeyAlgorithm.AES128, HexFormat.of().parseHex(HEX_16)),
            key(7, KeyAlgorithm.SHA3_512, "#hash"),
            key(8, KeyAlgorithm.MD5, "ascii:x"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, SYNTAX, 2, Could not parse key at line 1 in file /etc/k",
    "x secret, SYNTAX, 1, Could not parse key at line 1 in file /etc/k",
    "0 secret, SYNTAX, 1, Could not parse key at line 1 in file /etc/k",
    "4294967296 secret, SYNTAX, 1, Could not parse key at line 1 in file /etc/k",
    "1 MD5 secret more, SYNTAX, 14, Could not parse key at line 1 in file /etc/k",
    "1 MD5 HEX:, SECRET, 7, Could not decode key 1",
    "1 MD5 ASCII:, SECRET, 7, Could not decode key 1",
    "1 MD5 HEX:123, SECRET, 7, Could not decode key 1",
    "1 HEX:0g, SECRET, 3, Could not decode key 1",
    "1 md5 secret, TYPE, 3, Invalid type in key 1",
    "1  AES-128 secret, TYPE, 4, Invalid type in key 1",
    "1 TIGER secret, UNSUPPORTED, 3, Unsupported hash function in key 1",
    "1 WHIRLPOOL secret, UNSUPPORTED, 3, Unsupported hash function in key 1",
    "1 AES128 short, LENGTH, 10, Invalid length of AES128 key 1 (expected 128 bits)",
    "1 AES256 HEX:" + HEX_16 + ", LENGTH, 10, Invalid length of AES256 key 1 (expected 256 bits)",
  })
  void warnsInChronysWordsAndLosesNoOtherKey(String line, Kind kind, int column, String message) {
    KeyFile file = chrony(line + "\n2 SHA256 kept\n");
    assertThat(file.problems()).containsExactly(new Problem(1, column, kind, message));
    assertThat(file.keys()).containsExactly(key(2, KeyAlgorithm.SHA256, "kept"));
  }

  @Test
  void warnsOfDuplicatesAndKeepsTheFirst() {
    KeyFile file = chrony("1 one\n2 two\n1 SHA1 three");
    assertThat(file.problems())
        .containsExactly(new Problem(3, 1, Kind.DUPLICATE, "Detected duplicate key 1"));
    assertThat(file.keys())
        .containsExactly(key(1, KeyAlgorithm.MD5, "one"), key(2, KeyAlgorithm.MD5, "two"));
  }

  @Test
  void warnsOfALineThatIsTooLong() {
    assertThat(chrony("1 " + "x".repeat(2045)).keys()).hasSize(1);
    assertThat(chrony("1 " + "x".repeat(2046)).problems())
        .containsExactly(
            new Problem(1, 2048, Kind.SYNTAX, "Could not parse key at line 1 in file /etc/k"));
  }

  @Test
  void readsNtpdsKeys() {
    KeyFile file =
        KeyFile.parseNtp(
            """
            # ntpkey_MD5key_host.3900000000
             1 MD5 LJ/Mt0bUR|9dGmqNOrW(  # MD5 key
            2 sha1 0123456789ABCDEF0123456789abcdef01234567 # 40 digits
            3 M exactly20characters!
            4 AES 16octets16octets
            65535\taes-128\t000102030405060708090a0b0c0d0e0f
            """);
    assertThat(file.problems()).isEmpty();
    assertThat(file.keys())
        .containsExactly(
            key(1, KeyAlgorithm.MD5, "LJ/Mt0bUR|9dGmqNOrW("),
            new SymmetricKey(
                2,
                KeyAlgorithm.SHA1,
                HexFormat.of().parseHex("0123456789abcdef0123456789abcdef01234567")),
            key(3, KeyAlgorithm.MD5, "exactly20characters!"),
            key(4, KeyAlgorithm.AES128, "16octets16octets"),
            new SymmetricKey(65535, KeyAlgorithm.AES128, HexFormat.of().parseHex(HEX_16)));
  }

  @ParameterizedTest
  @CsvSource({
    "x MD5 secret, KEY_ID, 1",
    "0 MD5 secret, KEY_ID, 1",
    "65536 MD5 secret, KEY_ID, 1",
    "1, SYNTAX, 1",
    "1 MD5, SYNTAX, 3",
    "1 MD5 #secret, SYNTAX, 3",
    "1 AES-192 secret, TYPE, 3",
    "1 whirlpool secret, UNSUPPORTED, 3",
    "1 MD5 twenty-one-characters, SECRET, 7",
    "1 MD5 0123456789abcdef01234, SECRET, 7",
  })
  void reportsNtpdLinesWithoutAKey(String line, Kind kind, int column) {
    KeyFile file = KeyFile.parseNtp("\n" + line + "\n2 SHA1 kept");
    assertThat(file.keys()).containsExactly(key(2, KeyAlgorithm.SHA1, "kept"));
    assertThat(file.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.line()).isEqualTo(2);
          assertThat(problem.column()).isEqualTo(column);
          assertThat(problem.kind()).isEqualTo(kind);
          assertThat(problem.message()).isNotBlank().doesNotContain("secret ");
        });
  }

  @Test
  void padsOrCutsNtpdsAesKeysAndSaysSo() {
    KeyFile file = KeyFile.parseNtp("1 AES short\n2 AES twenty-characters-!!");
    byte[] padded = new byte[16];
    System.arraycopy("short".getBytes(ISO_8859_1), 0, padded, 0, 5);
    assertThat(file.keys())
        .containsExactly(
            new SymmetricKey(1, KeyAlgorithm.AES128, padded),
            key(2, KeyAlgorithm.AES128, "twenty-character"));
    assertThat(file.problems()).extracting(Problem::kind).containsExactly(Kind.LENGTH, Kind.LENGTH);
  }

  @Test
  void ofNtpdsDuplicatesTheLastCounts() {
    KeyFile file = KeyFile.parseNtp("1 MD5 one\n1 SHA1 two");
    assertThat(file.keys()).containsExactly(key(1, KeyAlgorithm.SHA1, "two"));
    assertThat(file.problems()).extracting(Problem::kind).containsExactly(Kind.DUPLICATE);
  }

  @Test
  void reportsTheAddressListThatItDoesNotApply() {
    KeyFile file = KeyFile.parseNtp("1 MD5 one 192.0.2.1,192.0.2.2");
    assertThat(file.keys()).hasSize(1);
    assertThat(file.problems()).extracting(Problem::column).containsExactly(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "#", " \t "})
  void emptyFileHasNoKeysAndNoProblems(String text) {
    assertThat(chrony(text)).isEqualTo(KeyFile.parseNtp(text));
    assertThat(chrony(text).keys()).isEmpty();
    assertThat(chrony(text).problems()).isEmpty();
  }

  private static KeyFile chrony(String text) {
    return KeyFile.parseChrony("/etc/k", text);
  }

  private static SymmetricKey key(long id, KeyAlgorithm algorithm, String secret) {
    return new SymmetricKey(id, algorithm, secret.getBytes(ISO_8859_1));
  }
}
