// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.log;

/// A log file with its heading.
public enum StatusLog {
  MEASUREMENTS(
      "measurements",
      "   Date (UTC) Time     IP Address   L St 123 567 ABCD  LP RP Score    Offset  Peer del."
          + " Peer disp.  Root del. Root disp. Refid     MTxRx"),
  STATISTICS(
      "statistics",
      "   Date (UTC) Time     IP Address    Std dev'n Est offset  Offset sd  Diff freq   Est skew"
          + "  Stress  Ns  Bs  Nr  Asym"),
  SELECTION(
      "selection",
      "   Date (UTC) Time     IP Address   S EOpts Reach Score Last sample  Low end   High end"),
  TRACKING(
      "tracking",
      "   Date (UTC) Time     IP Address   St   Freq ppm   Skew ppm     Offset L Co  Offset sd"
          + " Rem. corr. Root delay Root disp. Max. error"),
  REFCLOCKS(
      "refclocks",
      "   Date (UTC) Time         Refid  DP L P  Raw offset   Cooked offset      Disp."),
  TEMPCOMP("tempcomp", "   Date (UTC) Time        Temp.       Comp.");

  private final String label;
  private final String header;

  StatusLog(String label, String header) {
    this.label = label;
    this.header = header;
  }

  public String fileName() {
    return label + ".log";
  }

  /// The line that names the columns.
  public String header() {
    return header;
  }
}
