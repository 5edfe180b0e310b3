// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
class FilesFuzzTest {

  @FuzzTest
  void zoneIsReadOrRefused(byte[] data) {
    check(TimeZoneLeapSeconds.parse(data));
  }

  @FuzzTest
  void listIsReadOrRefused(byte[] data) {
    check(LeapSecondList.parse(new String(data, StandardCharsets.ISO_8859_1)));
  }

  @FuzzTest
  void driftFileIsReadOrRefused(byte[] data) {
    switch (DriftFormat.parse(new String(data, StandardCharsets.ISO_8859_1))) {
      case DriftFormat.Read(Drift drift) -> {
        assertThat(drift.frequency()).isBetween(-1.0, 1.0);
        assertThat(drift.skew()).isBetween(0.0, 1.0);
        assertThat(DriftFormat.parse(DriftFormat.format(drift))).isNotNull();
      }
      case DriftFormat.Damaged(DriftFormat.Problem problem) ->
          assertThat(problem.label()).isNotEmpty();
    }
  }

  private static void check(ParsedLeapSeconds parsed) {
    switch (parsed) {
      case ParsedLeapSeconds.Valid(LeapSecondTable table) ->
          assertThat(table.isPlausible()).isTrue();
      case ParsedLeapSeconds.Damaged(ParsedLeapSeconds.Problem problem, int line) -> {
        assertThat(problem.label()).isNotEmpty();
        assertThat(line).isNotNegative();
      }
    }
  }
}
