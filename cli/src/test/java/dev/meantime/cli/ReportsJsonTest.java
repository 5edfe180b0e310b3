// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.cli.ReportOptions.Names;
import dev.meantime.cli.ReportOptions.Style;
import dev.meantime.control.ControlResponder;
import dev.meantime.control.ControlResponder.Access;
import dev.meantime.control.RequestCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The documents whose fields are promised to others.
class ReportsJsonTest {

  @Test
  void trackingCountsFromTheClockBehind() throws ControlException {
    assertThat(report(Access.OPEN, false, TrackingCommand::write))
        .isEqualTo(
            """
            {"schema":"meantime.tracking/1","synchronised":true,"referenceId":"12345678",\
            "source":"2001:db8::1","stratum":3,"leap":"none","referenceTime":1700000000.500000000,\
            "remainingCorrection":0.125,"lastOffset":-0.25,"rmsOffset":0.5,"frequency":3.125E-5,\
            "residualFrequency":-5.0E-7,"skew":2.5E-7,"rootDelay":0.5,"rootDispersion":0.0625,\
            "errorBound":0.4375,"updateInterval":64.0}
            """);
  }

  @Test
  void sourcesTellWhy() throws ControlException {
    assertThat(report(Access.FULL, true, SourcesCommand::write))
        .isEqualTo(
            """
            {"schema":"meantime.sources/1","sources":[\
            {"name":"2001:db8::1","mode":"client","state":"selected",\
            "reason":"selected; it says the clock is 62ms to 188ms ahead","stratum":2,\
            "pollInterval":64.0,"reachability":255,"lastSampleAge":17,"offset":-0.125,\
            "measuredOffset":-0.25,"error":0.0625},\
            {"name":"GPS","mode":"reference-clock","state":"falseticker",\
            "reason":"its time disagrees with the majority; it says the clock is 1500ms to 2500ms\
             behind","stratum":0,"pollInterval":16.0,"reachability":1,"lastSampleAge":3,\
            "offset":2.0,"measuredOffset":2.0,"error":0.5},\
            {"name":"ID#0000000001","mode":"client","state":"nonselectable",\
            "reason":"not enough samples yet","stratum":0,"pollInterval":64.0,"reachability":0,\
            "lastSampleAge":null,"offset":null,"measuredOffset":null,"error":null}]}
            """);
  }

  @Test
  void sourcesSayThatTheReasonsAreClosed() throws ControlException {
    assertThat(report(Access.OPEN, false, SourcesCommand::write))
        .contains("\"reason\":null")
        .contains("\"noReasons\":\"The daemon does not tell everyone")
        .doesNotContain("ID#");
  }

  @Test
  void sourcestatsCountFromTheClockBehind() throws ControlException {
    assertThat(report(Access.OPEN, false, SourceStatsCommand::write))
        .isEqualTo(
            """
            {"schema":"meantime.sourcestats/1","sources":[\
            {"name":"2001:db8::1","referenceId":"12345678","samples":8,"runs":4,"span":512,\
            "frequency":-2.0E-6,"skew":2.5E-7,"offset":-0.125,"offsetError":0.0625,\
            "standardDeviation":0.5},\
            {"name":"GPS","referenceId":"47505300","samples":4,"runs":3,"span":60,\
            "frequency":2.0E-6,"skew":2.5E-7,"offset":2.0,"offsetError":0.0625,\
            "standardDeviation":0.5}]}
            """);
  }

  @Test
  void activityCounts() throws ControlException {
    assertThat(report(Access.OPEN, false, ActivityCommand::write))
        .isEqualTo(
            """
            {"schema":"meantime.activity/1","online":1,"offline":0,"burstThenOnline":0,\
            "burstThenOffline":0,"unresolved":1}
            """);
  }

  private static String report(Access access, boolean all, Report report) throws ControlException {
    StringBuilder out = new StringBuilder();
    try (ControlClient daemon = client(access)) {
      report.write(
          new ReportOptions(
              Style.JSON,
              Names.NUMERIC,
              List.of(),
              0,
              0,
              all,
              false,
              false,
              ReportOptions.Clients.ALL),
          daemon,
          out);
    }
    return out.toString();
  }

  static ControlClient client(Access access) {
    var responder = new ControlResponder(new TwoSources(), RequestCode.OPEN_BY_DEFAULT);
    return new ControlClient(
        List.of(() -> new ResponderTransport(responder, access)), () -> 0x5eed);
  }
}
