// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.cli.ReportOptions.Names;
import dev.meantime.cli.ReportOptions.Style;
import dev.meantime.control.ControlResponder.Access;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportRunnerTest {

  private final Captured captured = new Captured();
  private final List<Double> pauses = new ArrayList<>();

  @Test
  void reportsOnce() {
    assertThat(run(Style.CSV, 0, false, ActivityCommand::write)).isEqualTo(Exit.OK);
    assertThat(captured.out()).isEqualTo("1,0,0,0,1\n");
    assertThat(pauses).isEmpty();
  }

  @Test
  void watchesWithABlankLineBetweenTables() {
    run(Style.TABLE, 5, false, (options, daemon, out) -> out.append("table\n"));
    assertThat(captured.out()).isEqualTo("table\n\ntable\n\ntable\n");
    assertThat(pauses).containsExactly(5.0, 5.0, 5.0);
  }

  @Test
  void watchesCsvAsOneStream() {
    run(Style.CSV, 5, true, ActivityCommand::write);
    assertThat(captured.out()).isEqualTo("1,0,0,0,1\n".repeat(3));
  }

  @Test
  void redrawsOnATerminal() {
    run(Style.TABLE, 5, true, (options, daemon, out) -> out.append("table\n"));
    assertThat(captured.out()).isEqualTo("\u001b[H\u001b[2Jtable\n".repeat(3));
  }

  @Test
  void keepsWhatWasWrittenBeforeAFailure() {
    int exit =
        run(
            Style.TABLE,
            0,
            false,
            (options, daemon, out) -> {
              out.append("header\n");
              throw ControlException.unreachable();
            });
    assertThat(exit).isEqualTo(Exit.FAILED);
    assertThat(captured.out()).isEqualTo("header\n506 Cannot talk to daemon\n");
  }

  @Test
  void keepsJsonFreeOfComplaints() {
    Report failing =
        (options, daemon, out) -> {
          throw ControlException.unreachable();
        };
    assertThat(run(Style.JSON, 0, false, failing)).isEqualTo(Exit.FAILED);
    assertThat(captured.out()).isEmpty();
    assertThat(captured.err()).isEqualTo("meantime: 506 Cannot talk to daemon\n");
  }

  /// Interrupted in the third pause.
  private int run(Style style, double watchSeconds, boolean terminal, Report report) {
    Output output = new Output(captured.output().out(), captured.output().err(), terminal);
    ReportOptions options =
        new ReportOptions(
            style,
            Names.NUMERIC,
            List.of(),
            0,
            watchSeconds,
            false,
            false,
            false,
            ReportOptions.Clients.ALL);
    try (ControlClient daemon = ReportsJsonTest.client(Access.OPEN)) {
      return ReportRunner.repeat(
          options,
          daemon,
          output,
          report,
          seconds -> {
            pauses.add(seconds);
            return pauses.size() < 3;
          });
    }
  }
}
