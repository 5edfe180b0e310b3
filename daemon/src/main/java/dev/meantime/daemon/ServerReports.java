// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.ClientAccessPage;
import dev.meantime.control.ServerOutcomesReport;
import dev.meantime.control.ServerStatsReport;
import java.util.Optional;

/// What the server has done, and for whom. Confined to the loop.
interface ServerReports {

  ServerStatsReport stats();

  ServerOutcomesReport outcomes();

  /// Clients in the order of their places; empty with `noclientlog`.
  ///
  /// @param firstIndex where to begin, 0 to 2^32−1
  /// @param count how many at most, 0 to {@link ClientAccessPage#MOST}
  /// @param minHits leaves out who used no service so often
  /// @param reset sets hits and drops of those who are told to zero
  Optional<ClientAccessPage> clients(long firstIndex, int count, long minHits, boolean reset);
}
