// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.util.Optional;

/// The daemon as a {@link ControlResponder} asks it. Called on the thread that calls the responder.
///
/// Sources are numbered from 0 in the order of their creation, NTP sources (resolved or not) and
/// reference clocks alike; a removal shifts those behind. {@link Reports} makes the reports from
/// the engine's snapshots.
public interface ControlTarget {

  TrackingReport tracking();

  int sourceCount();

  /// Empty when there is no source with this index.
  Optional<SourceReport> source(int index);

  /// Empty when there is no source with this index.
  Optional<SourceStatsReport> sourceStats(int index);

  /// Empty when there is no source with this index.
  Optional<SelectReport> selectData(int index);

  ActivityReport activity();

  /// The name the NTP source was added by, its address as text if it was added by that; empty when
  /// there is no source with exactly this address.
  Optional<String> sourceName(ControlAddress address);

  /// Empty when there is no NTP source with exactly this address.
  Optional<NtpDataReport> ntpData(ControlAddress address);

  /// Empty when there is no NTP source with exactly this address.
  Optional<AuthReport> authData(ControlAddress address);

  /// Empty when served time is not smoothed.
  Optional<SmoothingReport> smoothing();

  ServerStatsReport serverStats();

  ServerOutcomesReport serverOutcomes();

  /// Clients in the order of their places in the log of clients; empty when there is no such log.
  ///
  /// @param firstIndex where to begin, 0 to 2^32−1
  /// @param count how many at most, 0 to {@link ClientAccessPage#MOST}
  /// @param minHits leaves out who used no service so often
  /// @param reset sets hits and drops of those who are told to zero
  Optional<ClientAccessPage> clientAccesses(
      long firstIndex, int count, long minHits, boolean reset);

  /// What the rules say of an address; the unspecified one may nothing.
  boolean allows(AccessService service, ControlAddress address);

  /// Does it, or begins to: the reply does not wait for slow work.
  CommandResult execute(ControlRequest.Command command);
}
