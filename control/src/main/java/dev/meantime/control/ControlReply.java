// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What a reply carries beside its status.
public sealed interface ControlReply
    permits ControlReply.Empty,
        ControlReply.SourceCount,
        ControlReply.SourceName,
        TrackingReport,
        SourceReport,
        SourceStatsReport,
        ActivityReport,
        SelectReport,
        SmoothingReport,
        ServerOutcomesReport,
        ServerStatsReport,
        ClientAccessPage,
        NtpDataReport,
        AuthReport {

  /// Nothing (reply 1).
  record Empty() implements ControlReply {}

  /// How many sources there are (reply 2): NTP sources, resolved or not, and reference clocks.
  record SourceCount(int count) implements ControlReply {}

  /// The name a source was added by, or its address if it was added by that (reply 19).
  record SourceName(String name) implements ControlReply {}
}
