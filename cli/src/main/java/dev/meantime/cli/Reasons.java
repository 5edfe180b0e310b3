// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlStatus;
import dev.meantime.control.Reports;
import dev.meantime.control.SelectReport;
import dev.meantime.control.SourceReport;
import dev.meantime.engine.select.SourceStatus;
import org.jspecify.annotations.Nullable;

/// Why each source is believed or not, in words. chrony's protocol carries only a character and the
/// interval that the source claims, and by UDP usually not even those: then it says so.
final class Reasons {

  private static final String CLOSED =
      "The daemon does not tell everyone why sources are chosen: ask as root by its socket,"
          + " or add selectdata to opencommands.";

  private final @Nullable ControlClient daemon;
  private String refusal = "";

  private Reasons(@Nullable ControlClient daemon) {
    this.daemon = daemon;
  }

  static Reasons of(ControlClient daemon) {
    return new Reasons(daemon);
  }

  /// Not asked for.
  static Reasons none() {
    return new Reasons(null);
  }

  /// A sentence on why there are no reasons; empty when there are.
  String refusal() {
    return refusal;
  }

  /// The source's part in the last selection; empty when it cannot be known.
  String of(int index, SourceReport source) throws ControlException {
    if (daemon == null || !refusal.isEmpty()) {
      return "";
    }
    try {
      SelectReport report = daemon.ask(new ControlRequest.GetSelectData(index), SelectReport.class);
      return isSame(report, source) ? sentence(report) : "changed while it was asked about";
    } catch (ControlException e) {
      ControlStatus status = e.status().orElseThrow(() -> e);
      refusal =
          switch (status) {
            case UNAUTHORISED -> CLOSED;
            case INVALID -> "The daemon is too old to tell why sources are chosen.";
            default -> throw e;
          };
      return "";
    }
  }

  /// A source may come or go between two questions, and the numbers of the others shift.
  private static boolean isSame(SelectReport report, SourceReport source) {
    return switch (source.mode()) {
      case REFERENCE_CLOCK -> report.referenceId().equals(SourceNames.clockId(source.address()));
      case CLIENT, PEER -> report.address().equals(source.address());
    };
  }

  private static String sentence(SelectReport report) {
    String label = label(report.state());
    boolean measured = report.sinceSample() != SourceReport.NEVER && report.low() < report.high();
    return measured
        ? label + "; it says the clock is " + claim(report.low(), report.high())
        : label;
  }

  private static String label(char state) {
    for (SourceStatus status : SourceStatus.values()) {
      if (status.symbol() == state) {
        return status.label();
      }
    }
    return "state " + state;
  }

  /// @param low seconds, positive when the local clock is ahead
  private static String claim(double low, double high) {
    if (low >= 0) {
      return length(low) + " to " + length(high) + " ahead";
    }
    if (high <= 0) {
      return length(high) + " to " + length(low) + " behind";
    }
    return "between " + length(Reports.turned(low)) + " behind and " + length(high) + " ahead";
  }

  private static String length(double seconds) {
    return Numbers.offset(seconds).trim();
  }
}
