// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.association.PacketTests;
import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// Reports with different values in every field, each exact in the protocol's floating-point
/// format.
final class Samples {

  static final TrackingReport TRACKING =
      new TrackingReport(
          new ReferenceId(0xC0000201),
          FixedTarget.ip("192.0.2.1"),
          3,
          LeapIndicator.INSERT,
          new Timespec(-3_786_825_600L, 123_456_789),
          0.25,
          -0.5,
          0.75,
          -12.5,
          0.0625,
          0.03125,
          0.015625,
          0.0078125,
          64.5);

  static final SourceReport SOURCE =
      new SourceReport(
          FixedTarget.ip("2001:db8::1"),
          -6,
          2,
          SourceReport.State.JITTERY,
          SourceReport.Mode.PEER,
          0377,
          SourceReport.NEVER,
          -1.5,
          1.25,
          0.125);

  static final SourceStatsReport STATS =
      new SourceStatsReport(
          ReferenceId.ofText("PPS"),
          ControlAddress.UNSPECIFIED,
          64,
          31,
          4_000_000_000L,
          0.5,
          -0.25,
          0.125,
          0.0625,
          0.03125);

  static final ActivityReport ACTIVITY = new ActivityReport(1, 2, 3, 4, 5);

  static final SelectReport SELECT =
      new SelectReport(
          new ReferenceId(0x0A000001),
          new ControlAddress.Id(-2),
          '*',
          true,
          LeapIndicator.DELETE,
          new SelectionOptions(true, false, true, false),
          new SelectionOptions(false, true, false, true),
          17,
          1.5,
          -0.5,
          0.25);

  static final NtpDataReport NTP_DATA =
      new NtpDataReport(
          FixedTarget.ip("192.0.2.1"),
          FixedTarget.ip("192.0.2.2"),
          65_535,
          LeapIndicator.UNSYNCHRONISED,
          4,
          4,
          255,
          -6,
          -30,
          0.5,
          0.25,
          new ReferenceId(0x47505300),
          new Timespec(1_700_000_000, 999_999_999),
          -0.125,
          0.0625,
          0.03125,
          0.015625,
          -0.5,
          new PacketTests(true, false, true, true, false, false, true, false, true, true),
          true,
          false,
          'K',
          'H',
          new NtpDataReport.Totals(1, 2, 3, 4_000_000_000L, 5, 6, 7, 8));

  static final AuthReport AUTH =
      new AuthReport(AuthReport.Mode.NTS, 15, 4_000_000_000L, 256, 3, 86_400, 8, 100, 1);

  static final SmoothingReport SMOOTHING =
      new SmoothingReport(true, false, 0.5, -2.25, 0.0625, 12, 4096);

  static final ServerStatsReport SERVER_STATS =
      new ServerStatsReport(
          new ServerStatsReport.Traffic(1L << 40, 4),
          new ServerStatsReport.Traffic(2, 5),
          new ServerStatsReport.Traffic(3, 6),
          7,
          8,
          9,
          10,
          11,
          new ServerStatsReport.Timestamps(12, 13),
          new ServerStatsReport.Timestamps(14, 15),
          new ServerStatsReport.Timestamps(16, 17));

  static final ClientAccessReport CLIENT =
      new ClientAccessReport(
          FixedTarget.ip("2001:db8::7"),
          new ClientAccessReport.Use(4_000_000_000L, 3, 6, 17),
          new ClientAccessReport.Use(1, 4, -4, 3600),
          ClientAccessReport.Use.NONE,
          -6);

  private Samples() {}
}
