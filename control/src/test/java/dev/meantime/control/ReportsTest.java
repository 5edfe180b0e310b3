// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.association.AssociationState;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The engine counts an offset positive when the local clock is behind, chrony when it is ahead.
class ReportsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final ControlAddress ADDRESS = FixedTarget.ip("192.0.2.1");

  /// A local clock that is 2 ms behind and loses 3 ppm against the source.
  private static final SourceEstimate BEHIND =
      new SourceEstimate(
          8,
          4,
          100 * SECOND + SECOND / 2,
          200 * SECOND,
          2e-3,
          1e-5,
          3e-6,
          1e-7,
          5e-7,
          4e-5,
          0.01,
          0,
          0.02,
          0.001,
          100 * SECOND,
          new Sample(200 * SECOND + 999_999_999, 2.5e-3, 0.01, 1e-4, 0.04, 0.003),
          2.6e-3);

  @Test
  void aClockBehindIsSlow() {
    TrackingReport report = Reports.tracking(clock(LeapIndicator.NONE), ADDRESS, 310 * SECOND);
    assertThat(report.currentCorrection()).isEqualTo(1e-3);
    assertThat(report.lastOffset()).isEqualTo(-2e-3);
    assertThat(report.rmsOffset()).isEqualTo(3e-3);
    assertThat(report.frequencyPpm()).isCloseTo(-20, within(1e-9));
    assertThat(report.residualFrequencyPpm()).isCloseTo(-0.1, within(1e-9));
    assertThat(report.skewPpm()).isCloseTo(0.2, within(1e-9));
    assertThat(report.rootDispersion()).isCloseTo(0.001 + 10 * 1e-6, within(1e-12));
    assertThat(report.referenceTime()).isEqualTo(new Timespec(299, 500_000_000));
    assertThat(report.stratum()).isEqualTo(3);
    assertThat(report.address()).isEqualTo(ADDRESS);
  }

  @Test
  void withoutSynchronisationThereIsNoStratumOrSkew() {
    TrackingReport report =
        Reports.tracking(clock(LeapIndicator.UNSYNCHRONISED), ADDRESS, 310 * SECOND);
    assertThat(report.stratum()).isZero();
    assertThat(report.skewPpm()).isZero();
    assertThat(report.residualFrequencyPpm()).isZero();
    assertThat(report.address()).isEqualTo(ControlAddress.UNSPECIFIED);
    assertThat(report.frequencyPpm()).isCloseTo(-20, within(1e-9));
  }

  @Test
  void aSampleOfAClockBehindIsNegative() {
    var association =
        new AssociationState(
            AssociationState.Activity.ONLINE,
            6,
            new Reachability(0x7f, 8, 0),
            LeapIndicator.NONE,
            2,
            ReferenceId.NONE,
            9,
            8,
            8,
            8);
    SourceReport report =
        Reports.source(ADDRESS, association, SourceStatus.COMBINED, BEHIND, 205 * SECOND);
    assertThat(report)
        .isEqualTo(
            new SourceReport(
                ADDRESS,
                6,
                2,
                SourceReport.State.COMBINED,
                SourceReport.Mode.CLIENT,
                0x7f,
                5,
                -2.6e-3,
                -2.5e-3,
                0.04 / 2 + 0.003));
  }

  @Test
  void aSourceWithoutSamplesHasNoStratum() {
    SourceReport report =
        Reports.source(
            ADDRESS,
            SourceReport.Mode.CLIENT,
            6,
            2,
            0,
            SourceStatus.NO_SAMPLES,
            SourceEstimate.none(),
            205 * SECOND);
    assertThat(report.stratum()).isZero();
    assertThat(report.sinceSample()).isEqualTo(SourceReport.NEVER);
    assertThat(report.error()).isZero();
    assertThat(report.state()).isEqualTo(SourceReport.State.NONSELECTABLE);
  }

  @Test
  void statisticsPredictForNow() {
    SourceStatsReport report =
        Reports.sourceStats(new ReferenceId(1), ADDRESS, BEHIND, 300 * SECOND);
    assertThat(report.spanSeconds()).isEqualTo(101);
    assertThat(report.residualFrequencyPpm()).isCloseTo(-3, within(1e-9));
    assertThat(report.skewPpm()).isCloseTo(0.5, within(1e-9));
    assertThat(report.offset()).isCloseTo(-(2e-3 + 100 * 3e-6), within(1e-12));
    assertThat(report.offsetError())
        .isCloseTo(0.02 / 2 + 0.001 + Math.hypot(1e-5, 100 * 1e-7), within(1e-12));
  }

  @Test
  void anIntervalIsTurnedEndForEnd() {
    var verdict =
        new SourceVerdict(
            new SourceId(1), SourceStatus.OUTLIER, "", 1.5, -1e-3, 5e-3, SelectionOptions.NONE);
    SelectReport report =
        Reports.selectData(
            new ReferenceId(1),
            ADDRESS,
            verdict,
            true,
            LeapIndicator.NONE,
            SelectionOptions.NONE,
            BEHIND,
            205 * SECOND);
    assertThat(report.low()).isEqualTo(-5e-3);
    assertThat(report.high()).isEqualTo(1e-3);
    assertThat(report.state()).isEqualTo('L');
    assertThat(report.sinceSample()).isEqualTo(5);
  }

  @Test
  void aClockPutBackGivesNoNegativeAge() {
    SourceReport report =
        Reports.source(
            ADDRESS,
            SourceReport.Mode.CLIENT,
            6,
            2,
            1,
            SourceStatus.SELECTED,
            BEHIND,
            100 * SECOND);
    assertThat(report.sinceSample()).isZero();
  }

  @Test
  void aReferenceClockShowsItsNameAsAnAddress() {
    assertThat(Reports.clockAddress(ReferenceId.ofText("PPS")))
        .isEqualTo(FixedTarget.ip("80.80.83.0"));
  }

  @Test
  void whatIsTurnedTwiceIsAsBefore() {
    assertThat(Reports.turned(Reports.turned(1.5))).isEqualTo(1.5);
    assertThat(Double.doubleToRawLongBits(Reports.turned(0))).isZero();
    assertThat(Reports.frequencyOfPpm(-3)).isCloseTo(3e-6, within(1e-18));
  }

  private static ClockState clock(LeapIndicator leap) {
    return new ClockState(
        leap,
        leap == LeapIndicator.UNSYNCHRONISED ? 16 : 3,
        new ReferenceId(0xC0000201),
        Optional.of(new SourceId(1)),
        299 * SECOND + SECOND / 2,
        300 * SECOND,
        1e-3,
        2e-3,
        3e-3,
        20e-6,
        1e-7,
        2e-7,
        0.01,
        0.001,
        1e-6,
        64,
        0);
  }
}
