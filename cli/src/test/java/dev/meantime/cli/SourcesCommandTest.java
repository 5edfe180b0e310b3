// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.cli.ReportOptions.Names;
import dev.meantime.cli.ReportOptions.Style;
import dev.meantime.control.ControlResponder.Access;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesCommandTest {

  private static final String TABLE =
      """
      MS Name/IP address         Stratum Poll Reach LastRx Last sample              \s
      ===============================================================================
      ^* 2001:db8::1                   2   6   377    17   +125ms[ +250ms] +/-   62ms
      #x GPS                           0   4     1     3  -2000ms[-2000ms] +/-  500ms
      """;

  @Test
  void saysUnderTheTableWhyEachSourceIsBelievedOrNot() throws ControlException {
    assertThat(sources(Access.FULL, false, true))
        .isEqualTo(
            TABLE
                + """

                2001:db8::1: selected; it says the clock is 62ms to 188ms ahead
                GPS: its time disagrees with the majority; it says the clock is 1500ms to 2500ms behind
                """);
  }

  @Test
  void saysWhoMayKnow() throws ControlException {
    assertThat(sources(Access.OPEN, false, true))
        .isEqualTo(
            TABLE
                + "\nThe daemon does not tell everyone why sources are chosen: ask as root by its"
                + " socket, or add selectdata to opencommands.\n");
  }

  @Test
  void theLegendStandsAboveTheSameTable() throws ControlException {
    assertThat(sources(Access.FULL, true, false))
        .startsWith("M, the kind of source")
        .contains(TABLE);
    assertThat(sources(Access.FULL, false, false)).isEqualTo(TABLE);
  }

  private static String sources(Access access, boolean verbose, boolean reasons)
      throws ControlException {
    StringBuilder out = new StringBuilder();
    try (ControlClient daemon = ReportsJsonTest.client(access)) {
      SourcesCommand.write(
          new ReportOptions(
              Style.TABLE,
              Names.NUMERIC,
              List.of(),
              0,
              0,
              false,
              verbose,
              reasons,
              ReportOptions.Clients.ALL),
          daemon,
          out);
    }
    return out.toString();
  }
}
