// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.NtpDataReport;
import dev.meantime.control.Timespec;
import dev.meantime.engine.association.AssociationState;
import dev.meantime.engine.association.Measurement;
import dev.meantime.engine.association.PacketTests;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.ReferenceId;
import java.util.Optional;

/// The report on a source's last answer.
final class NtpDataReports {

  private static final PacketTests NONE_PASSED =
      new PacketTests(false, false, false, false, false, false, false, false, false, false);
  private static final Timespec NEVER = Timespec.ofEpochNanos(0);

  private NtpDataReports() {}

  static NtpDataReport of(NtpSource source) {
    NtpSource.Traffic traffic = source.traffic();
    AssociationState state = source.state();
    NtpDataReport.Totals totals =
        new NtpDataReport.Totals(
            state.sent(),
            state.received(),
            state.valid(),
            state.good(),
            traffic.kernelSent(),
            traffic.kernelReceived(),
            traffic.hardwareSent(),
            traffic.hardwareReceived());
    Optional<Measurement> last = source.lastMeasurement();
    return last.isPresent() ? answered(source, last.get(), totals) : unanswered(source, totals);
  }

  private static NtpDataReport answered(
      NtpSource source, Measurement last, NtpDataReport.Totals totals) {
    NtpPacket packet = last.packet();
    long reference =
        packet.reference().isZero()
            ? 0
            : packet.reference().toEpochNanos(last.sample().timeNanos());
    return new NtpDataReport(
        DaemonControl.address(source),
        ControlAddress.of(source.localAddress()),
        source.address().getPort(),
        packet.leap(),
        packet.version(),
        packet.mode().code(),
        packet.stratum(),
        packet.poll(),
        packet.precision(),
        packet.rootDelay().toSeconds(),
        packet.rootDispersion().toSeconds(),
        packet.referenceId(),
        Timespec.ofEpochNanos(reference),
        last.sample().offset(),
        last.sample().delay(),
        last.sample().dispersion(),
        last.responseTime(),
        source.estimate().asymmetry(),
        last.tests(),
        last.interleaved(),
        source.line().authentication().hasKey(),
        last.transmitted().letter(),
        last.received().letter(),
        totals);
  }

  private static NtpDataReport unanswered(NtpSource source, NtpDataReport.Totals totals) {
    return new NtpDataReport(
        DaemonControl.address(source),
        ControlAddress.of(source.localAddress()),
        source.address().getPort(),
        LeapIndicator.NONE,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        ReferenceId.NONE,
        NEVER,
        0,
        0,
        0,
        0,
        0,
        NONE_PASSED,
        false,
        source.line().authentication().hasKey(),
        'D',
        'D',
        totals);
  }
}
