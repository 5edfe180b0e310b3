// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ActivityReport;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlStatus;
import java.util.List;

/// `meantime activity`: how many sources are asked.
final class ActivityCommand {

  private ActivityCommand() {}

  static int run(List<String> args, Output output) {
    return ReportRunner.run(
        Subcommand.ACTIVITY, ReportOptionsParser.Extra.NONE, args, output, ActivityCommand::write);
  }

  static void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    ActivityReport report = daemon.ask(new ControlRequest.GetActivity(), ActivityReport.class);
    switch (options.style()) {
      case TABLE -> {
        // chronyc shows the status of this one report, and scripts skip that line.
        out.append(ControlStatus.SUCCESS.text()).append('\n');
        out.append(report.online()).append(" sources online\n");
        out.append(report.offline()).append(" sources offline\n");
        out.append(report.burstOnline()).append(" sources doing burst (return to online)\n");
        out.append(report.burstOffline()).append(" sources doing burst (return to offline)\n");
        out.append(report.unresolved()).append(" sources with unknown address\n");
      }
      case CSV ->
          out.append(report.online())
              .append(',')
              .append(report.offline())
              .append(',')
              .append(report.burstOnline())
              .append(',')
              .append(report.burstOffline())
              .append(',')
              .append(report.unresolved())
              .append('\n');
      case JSON ->
          Json.document(
              out,
              "meantime.activity/1",
              json -> {
                json.writeNumberProperty("online", report.online());
                json.writeNumberProperty("offline", report.offline());
                json.writeNumberProperty("burstThenOnline", report.burstOnline());
                json.writeNumberProperty("burstThenOffline", report.burstOffline());
                json.writeNumberProperty("unresolved", report.unresolved());
              });
    }
  }
}
