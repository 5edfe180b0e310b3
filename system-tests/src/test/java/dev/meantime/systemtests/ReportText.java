// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

/// Reads the lines of one of chronyc's reports, `NAME : VALUE`.
final class ReportText {

  private ReportText() {}

  /// The value of a line of the report; `0` when it is not there.
  static String field(String report, String name) {
    return report
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }

  static long count(String report, String name) {
    return Long.parseLong(field(report, name));
  }

  /// The seconds of a line of the report.
  static double seconds(String report, String name) {
    return Double.parseDouble(field(report, name).replaceFirst(" seconds$", ""));
  }
}
