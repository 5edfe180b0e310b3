// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

/// One report: asks the daemon and writes what it says.
interface Report {

  /// Writes the report. What was written before a failure stands.
  ///
  /// @throws ControlException when the daemon cannot be asked or refuses
  void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException;
}
