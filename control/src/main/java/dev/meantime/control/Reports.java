// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.association.AssociationState;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.engine.serve.SmoothingState;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// Renders the engine's snapshots as chrony's reports: the only place where signs turn round
/// (chrony's offset is positive when the local clock is ahead, its frequency when it runs fast) and
/// units change (ppm).
public final class Reports {

  private static final double PPM = 1e6;

  private Reports() {}

  /// How the clock stands.
  ///
  /// @param address of the selected source; unspecified for a reference clock, local mode and
  ///   unsynchronised
  /// @param cookedNanos now
  public static TrackingReport tracking(
      ClockState clock, ControlAddress address, long cookedNanos) {
    boolean synchronised = clock.isSynchronised();
    return new TrackingReport(
        clock.referenceId(),
        synchronised ? address : ControlAddress.UNSPECIFIED,
        synchronised ? clock.stratum() : 0,
        clock.leap(),
        Timespec.ofEpochNanos(clock.referenceNanos()),
        clock.remainingCorrection(),
        turned(clock.lastOffset()),
        clock.rmsOffset(),
        turned(clock.frequency()) * PPM,
        synchronised ? turned(clock.residualFrequency()) * PPM : 0,
        synchronised ? clock.skew() * PPM : 0,
        clock.rootDelay(),
        clock.rootDispersionAt(cookedNanos),
        clock.lastUpdateInterval());
  }

  /// How served time is smoothed.
  public static SmoothingReport smoothing(SmoothingState state) {
    return new SmoothingReport(
        state.active(),
        state.leapOnly(),
        state.offset(),
        state.rate() * PPM,
        state.wander() * PPM,
        state.sinceUpdate(),
        state.remaining());
  }

  /// A source and its last sample.
  ///
  /// @param address for a reference clock, see {@link #clockAddress}
  /// @param poll log2 s
  /// @param stratum the source's
  /// @param reachability the register
  /// @param cookedNanos now
  public static SourceReport source(
      ControlAddress address,
      SourceReport.Mode mode,
      int poll,
      int stratum,
      int reachability,
      SourceStatus status,
      SourceEstimate estimate,
      long cookedNanos) {
    if (estimate.samples() == 0) {
      return new SourceReport(
          address, poll, 0, state(status), mode, reachability, SourceReport.NEVER, 0, 0, 0);
    }
    return new SourceReport(
        address,
        poll,
        stratum,
        state(status),
        mode,
        reachability,
        age(estimate, cookedNanos),
        turned(estimate.lastMeasuredOffset()),
        turned(estimate.last().offset()),
        estimate.last().rootDelay() / 2 + estimate.last().rootDispersion());
  }

  /// An NTP client association and its last sample.
  public static SourceReport source(
      ControlAddress address,
      AssociationState association,
      SourceStatus status,
      SourceEstimate estimate,
      long cookedNanos) {
    return source(
        address,
        SourceReport.Mode.CLIENT,
        association.poll(),
        association.stratum(),
        association.reachability().register(),
        status,
        estimate,
        cookedNanos);
  }

  /// A source whose name has not been resolved.
  public static SourceReport unresolved(int id, int poll) {
    return new SourceReport(
        new ControlAddress.Id(id),
        poll,
        0,
        SourceReport.State.NONSELECTABLE,
        SourceReport.Mode.CLIENT,
        0,
        SourceReport.NEVER,
        0,
        0,
        0);
  }

  /// What a source's samples say.
  ///
  /// @param address unspecified for a reference clock
  /// @param cookedNanos now
  public static SourceStatsReport sourceStats(
      ReferenceId referenceId, ControlAddress address, SourceEstimate estimate, long cookedNanos) {
    return new SourceStatsReport(
        referenceId,
        address,
        estimate.samples(),
        estimate.runs(),
        Math.round(estimate.spanNanos() * 1e-9),
        estimate.standardDeviation(),
        turned(estimate.frequency()) * PPM,
        estimate.skew() * PPM,
        turned(estimate.offsetAt(cookedNanos)),
        estimate.rootDistanceAt(cookedNanos));
  }

  /// A source's part in the last selection.
  ///
  /// @param address unspecified for a reference clock
  /// @param cookedNanos now
  public static SelectReport selectData(
      ReferenceId referenceId,
      ControlAddress address,
      SourceVerdict verdict,
      boolean authenticated,
      LeapIndicator leap,
      SelectionOptions configured,
      SourceEstimate estimate,
      long cookedNanos) {
    return new SelectReport(
        referenceId,
        address,
        verdict.status().symbol(),
        authenticated,
        leap,
        configured,
        verdict.effective(),
        estimate.samples() == 0 ? SourceReport.NEVER : age(estimate, cookedNanos),
        verdict.score(),
        turned(verdict.high()),
        turned(verdict.low()));
  }

  /// How `sources` shows a reference clock: its reference ID as an IPv4 address.
  public static ControlAddress clockAddress(ReferenceId referenceId) {
    return ControlWire.ip(ControlWire.octets(referenceId.bits()));
  }

  /// chrony's offset as the rest of Meantime counts it, and the other way round: both signs mean
  /// the same.
  public static double turned(double value) {
    return value == 0 ? 0 : -value;
  }

  /// A frequency report in ppm as s/s, positive when the clock runs slow.
  public static double frequencyOfPpm(double ppm) {
    return turned(ppm) / PPM;
  }

  /// A rate in ppm as s/s, with its sign.
  public static double ofPpm(double ppm) {
    return ppm / PPM;
  }

  static SourceReport.State state(SourceStatus status) {
    return switch (status) {
      case SELECTED -> SourceReport.State.SELECTED;
      case COMBINED -> SourceReport.State.COMBINED;
      case WAITS_FOR_SOURCES, NOT_PREFERRED, WAITS_FOR_UPDATE, DISTANT, OUTLIER ->
          SourceReport.State.SELECTABLE;
      case FALSETICKER -> SourceReport.State.FALSETICKER;
      case JITTERY -> SourceReport.State.JITTERY;
      case WAITS_FOR_OTHERS,
          UNTRUSTED,
          NOSELECT,
          NO_SAMPLES,
          UNSYNCHRONISED,
          BAD_STRATUM,
          TOO_FAR,
          STALE,
          ORPHAN,
          LOOP ->
          SourceReport.State.NONSELECTABLE;
    };
  }

  /// Whole seconds since the last sample. chrony cuts the sample's time to whole seconds first, and
  /// a clock put back must not give a negative age.
  private static long age(SourceEstimate estimate, long cookedNanos) {
    long sampleSeconds = Math.floorDiv(estimate.last().timeNanos(), 1_000_000_000L);
    long seconds = Math.floorDiv(cookedNanos - sampleSeconds * 1_000_000_000L, 1_000_000_000L);
    return Math.clamp(seconds, 0, SourceReport.NEVER - 1);
  }
}
