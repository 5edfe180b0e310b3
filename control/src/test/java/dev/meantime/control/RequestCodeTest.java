// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RequestCodeTest {

  /// Computed from chrony's own headers; 56 from those before 4.6.
  private static final String LENGTHS =
      "1:60 2:60 3:68 4:44 5:44 6:28 7:44 8:44 9:28 11:40 13:28 14:32 15:76 16:28 17:44 18:44 19:44"
          + " 20:44 21:44 22:44 23:44 24:44 25:40 26:40 29:40 30:28 31:28 33:104 34:84 35:56 36:28"
          + " 37:28 41:416 42:28 43:28 44:48 45:44 46:44 47:44 48:28 49:28 50:28 51:52 52:28 53:28"
          + " 54:196 56:36 57:172 62:28 63:28 64:372 65:284 66:28 67:52 68:520 69:76 70:28 71:28 72:52"
          + " 73:48 74:48";

  @Test
  void everyRequestIsAsLongAsInChrony() {
    Map<Integer, Integer> expected = new TreeMap<>();
    for (String pair : LENGTHS.split(" ", -1)) {
      String[] parts = pair.split(":", -1);
      expected.put(Integer.valueOf(parts[0]), Integer.valueOf(parts[1]));
    }
    Map<Integer, Integer> actual = new TreeMap<>();
    for (RequestCode code : RequestCode.values()) {
      actual.put(code.code(), code.length());
    }
    assertThat(actual.remove(1001)).as("our own, as long as its reply").isEqualTo(28 + 24 * 8);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void opensOnlyWhatReads() {
    assertThat(RequestCode.ofOpenCommand("ntpdata"))
        .containsExactly(RequestCode.N_SOURCES, RequestCode.NTP_DATA);
    assertThat(RequestCode.ofOpenCommand("makestep")).isEmpty();
  }

  @Test
  void defaultIsWhatChronyOpens() {
    assertThat(
            "activity manual rtcdata smoothing sourcename sources sourcestats tracking"
                .split(" ", -1))
        .allSatisfy(word ->
            assertThat(RequestCode.OPEN_BY_DEFAULT).containsAll(RequestCode.ofOpenCommand(word)));
    assertThat(RequestCode.OPEN_BY_DEFAULT).hasSize(9);
  }
}
