// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.util.List;

/// What a report's command line says.
///
/// @param hosts where to ask, in order
/// @param port for those that are not paths
/// @param watchSeconds pause between repetitions; 0 for one report
/// @param all with sources that have no address yet
/// @param verbose with a legend
/// @param reasons with why each source is or is not believed
record ReportOptions(
    Style style,
    Names names,
    List<String> hosts,
    int port,
    double watchSeconds,
    boolean all,
    boolean verbose,
    boolean reasons) {

  /// For whom it is written.
  enum Style {
    TABLE,
    CSV,
    JSON
  }

  /// How sources are called.
  enum Names {
    /// By reverse look-up of their address.
    RESOLVED,
    NUMERIC,
    /// As in the daemon's configuration.
    ORIGINAL
  }
}
