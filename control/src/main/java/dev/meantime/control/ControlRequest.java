// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.serve.LocalReference;

/// What can be asked of the daemon. Numbers in brackets are request codes.
public sealed interface ControlRequest {

  /// Whether somebody may use a service (25, 26): answered by a status alone, and only to who has
  /// full access.
  record CheckAccess(AccessService service, ControlAddress address) implements ControlRequest {}

  /// Asks for a report.
  sealed interface Query extends ControlRequest {}

  /// Wants something done. Only who has full access may.
  sealed interface Command extends ControlRequest {}

  /// A request of the protocol that this daemon does not serve.
  record Unserved(RequestCode code) implements ControlRequest {}

  /// How many sources there are (14). Their indices count from 0.
  record CountSources() implements Query {}

  /// A source and its last sample (15).
  record GetSource(int index) implements Query {}

  /// How the clock stands (33).
  record GetTracking() implements Query {}

  /// A source's estimate (34).
  record GetSourceStats(int index) implements Query {}

  /// How many sources are asked (44).
  record GetActivity() implements Query {}

  /// How served time is smoothed (51).
  record GetSmoothing() implements Query {}

  /// What the server has done (54).
  ///
  /// @param brief with as much as clients before chrony 4.4 expect
  record GetServerStats(boolean brief) implements Query {}

  /// What became of each packet at the server's port.
  record GetServerOutcomes() implements Query {}

  /// The last answer of a source (57).
  ///
  /// @param brief without the last four totals, as clients before chrony 4.6 expect it
  record GetNtpData(ControlAddress address, boolean brief) implements Query {}

  /// The name a source was added by (65).
  record GetSourceName(ControlAddress address) implements Query {}

  /// How a source authenticates (67).
  record GetAuthData(ControlAddress address) implements Query {}

  /// Clients and what is remembered of them (68).
  ///
  /// @param firstIndex place in the log of clients from which to look, 0 to 2^32−1
  /// @param count how many are wanted at most, 0 to {@link ClientAccessPage#MOST}
  /// @param minHits those alone who came so often, 0 to 2^32−1
  /// @param reset count those who are told anew from zero
  record GetClientAccesses(long firstIndex, int count, long minHits, boolean reset)
      implements Query {}

  /// A source's part in the selection (69).
  record GetSelectData(int index) implements Query {}

  /// Ask these sources from now on (1); look unresolved names up.
  record SetOnline(SourceFilter sources) implements Command {}

  /// Do not ask these sources any more (2).
  record SetOffline(SourceFilter sources) implements Command {}

  /// Ask these sources quickly (3).
  ///
  /// @param good stop after so many usable answers
  /// @param total stop after so many requests
  record Burst(SourceFilter sources, int good, int total) implements Command {}

  /// Write the sources' samples to the dump directory (6).
  record Dump() implements Command {}

  /// Set `maxupdateskew`, ppm (9).
  record SetMaxUpdateSkew(double ppm) implements Command {}

  /// Allow or deny a service to a subnet (17 to 24).
  ///
  /// @param all forget every earlier rule for a part of the subnet
  /// @param subnet unspecified for every address
  /// @param bits length of the prefix; 0 for every address
  record ChangeAccess(
      AccessService service, boolean allow, boolean all, ControlAddress subnet, int bits)
      implements Command {}

  /// Close the log files and open them again (37).
  record CycleLogs() implements Command {}

  /// Step the clock by what is still to be slewed (43).
  record MakeStep() implements Command {}

  /// Give every source the same chance of selection again (48).
  record Reselect() implements Command {}

  /// Set `reselectdist`, seconds (49).
  record SetReselectDistance(double seconds) implements Command {}

  /// Set `makestep` (50).
  ///
  /// @param limit in how many of the next updates the clock may be stepped; negative for all
  /// @param threshold seconds
  record SetMakeStep(int limit, double threshold) implements Command {}

  /// Begin to smooth served time, or let it jump to true time (52).
  record ChangeSmoothing(SmoothingChange change) implements Command {}

  /// Look every source's name up again (53).
  record Refresh() implements Command {}

  /// End the daemon (62).
  record Shutdown() implements Command {}

  /// Set each source online if there is a route to its address, else offline (63).
  record SetOnlineByRoute() implements Command {}

  /// Forget every sample (66).
  record ResetSources() implements Command {}

  /// Read the `*.sources` files again (70).
  record ReloadSources() implements Command {}

  /// Set `local` (74).
  record SetLocal(LocalReference local) implements Command {}
}
