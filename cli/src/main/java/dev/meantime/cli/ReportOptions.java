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
/// @param clients which clients, and what of them
record ReportOptions(
    Style style,
    Names names,
    List<String> hosts,
    int port,
    double watchSeconds,
    boolean all,
    boolean verbose,
    boolean reasons,
    Clients clients) {

  /// What `clients` shows.
  ///
  /// @param reset count anew from zero afterwards
  /// @param keyEstablishment NTS-KE instead of commands
  /// @param minHits those alone who came so often
  record Clients(boolean reset, boolean keyEstablishment, long minHits) {
    static final Clients ALL = new Clients(false, false, 0);
  }

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
