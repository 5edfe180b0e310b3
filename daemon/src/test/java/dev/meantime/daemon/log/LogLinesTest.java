// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.association.Measurement;
import dev.meantime.engine.association.PacketTests;
import dev.meantime.engine.association.PacketTime;
import dev.meantime.engine.discipline.DisciplineEvent;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.refclock.ReferenceClockAction;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.ReferenceId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The expected lines were printed by printf of glibc 2.36 with chrony's formats.
class LogLinesTest {

  private static final long TIME =
      Instant.parse("2026-01-31T12:34:56Z").getEpochSecond() * 1_000_000_000L + 999_999_999L;
  private static final ReferenceId REFERENCE = new ReferenceId(0x7F7F0101);
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  private static Measurement measurement(boolean interleaved, LeapIndicator leap) {
    NtpPacket packet =
        new NtpPacket(
            leap,
            4,
            Mode.SERVER,
            2,
            10,
            -20,
            NtpShort.ofSeconds(0.015625),
            NtpShort.ofSeconds(0.0078125),
            REFERENCE,
            NtpTimestamp.ZERO,
            NtpTimestamp.ZERO,
            NtpTimestamp.ZERO,
            NtpTimestamp.ZERO,
            List.of(),
            new MacField.None());
    return new Measurement(
        packet,
        new PacketTests(true, true, true, true, true, false, true, true, false, true),
        new Sample(TIME, 1.2345e-4, 0.02, 3e-6, 0.1, 0.2),
        6,
        0.5,
        PacketTime.Source.DAEMON,
        PacketTime.Source.KERNEL,
        interleaved,
        0);
  }

  private static SourceEstimate estimate(int samples, double frequency, double skew) {
    return new SourceEstimate(
        samples,
        8,
        0,
        TIME,
        2.5e-5,
        3e-5,
        frequency,
        1e-7,
        skew,
        1.5e-4,
        0.01,
        -0.25,
        0,
        0,
        0,
        new Sample(TIME, 0, 0, 0, 0, 0),
        0);
  }

  private static ClockState state() {
    return new ClockState(
        LeapIndicator.NONE,
        2,
        REFERENCE,
        Optional.of(new SourceId(1)),
        TIME,
        TIME,
        -2.084e-4,
        8.621e-6,
        1e-5,
        3.541e-6,
        0,
        0.075e-6,
        1.534e-2,
        3.472e-4,
        1e-6,
        64,
        0);
  }

  @Test
  void writesAMeasurementWithTheOffsetsSign() {
    assertThat(LogLines.measurement(measurement(false, LeapIndicator.NONE), "192.0.2.1"))
        .isEqualTo(
            "2026-01-31 12:34:56 192.0.2.1       N  2 111 110 1101   6 10 0.50  1.234e-04 "
                + " 2.000e-02  3.000e-06  1.562e-02  7.812e-03 7F7F0101 4B D K");
  }

  @Test
  void writesTheLeapSecondAndTheMode() {
    assertThat(LogLines.measurement(measurement(true, LeapIndicator.INSERT), "192.0.2.1"))
        .contains(" + ")
        .endsWith(" 4I D K");
    assertThat(LogLines.measurement(measurement(true, LeapIndicator.DELETE), "a"))
        .startsWith("2026-01-31 12:34:56 a               -  2 ");
    assertThat(LogLines.measurement(measurement(true, LeapIndicator.UNSYNCHRONISED), "a"))
        .contains(" ?  2 ");
  }

  @Test
  void writesStatisticsWithTheOppositeSign() {
    assertThat(
            LogLines.statistics(
                estimate(16, 1.125e-6, 4e-6), estimate(16, 1.25e-7, 4e-6), "2001:db8:0:1::1234"))
        .isEqualTo(
            "2026-01-31 12:34:56 2001:db8:0:1::1234  1.500e-04 -2.500e-05  3.000e-05 -1.250e-07 "
                + " 4.000e-06 2.5e-01  17   1   8 -0.25");
  }

  @Test
  void writesTrackingWithTheOppositeSignButForTheRemainingCorrection() {
    ClockEstimate estimate =
        new ClockEstimate(
            new SourceId(1),
            REFERENCE,
            1,
            LeapIndicator.NONE,
            2,
            TIME,
            8.621e-6,
            2.94e-3,
            0,
            0,
            0,
            1.534e-2,
            3.472e-4,
            0);
    assertThat(
            LogLines.tracking(
                new DisciplineEvent.Updated(estimate, 8.621e-6, state(), 8.304e-3),
                "203.0.113.15",
                -2.084e-4))
        .isEqualTo(
            "2026-01-31 12:34:56 203.0.113.15     2     -3.541      0.075 -8.621e-06 N  2 "
                + " 2.940e-03 -2.084e-04  1.534e-02  3.472e-04  8.304e-03");
  }

  @Test
  void writesTheLossOfAllSources() {
    assertThat(LogLines.unsynchronised(TIME, state(), 8.304e-3))
        .isEqualTo(
            "2026-01-31 12:34:56 0.0.0.0          0     -3.541      0.075  0.000e+00 ?  0 "
                + " 0.000e+00 -2.084e-04  1.534e-02  3.472e-04  8.304e-03");
  }

  @Test
  void writesASelectionWithTheOppositeSign() {
    SourceVerdict verdict =
        new SourceVerdict(
            new SourceId(1),
            SourceStatus.SELECTED,
            "",
            1,
            -1.239e-4,
            1.575e-4,
            new SelectionOptions(false, true, true, false));
    assertThat(
            LogLines.selection(TIME, verdict, "203.0.113.15", new Reachability(0377, 8, 0), 42.28))
        .isEqualTo(
            "2026-01-31 12:34:56 203.0.113.15    * --PT-  377  1.00  4.228e+01 -1.575e-04 "
                + " 1.239e-04");
  }

  @Test
  void doesNotDependOnTheLocale() {
    String here = LogLines.measurement(measurement(false, LeapIndicator.NONE), "192.0.2.1");
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    assertThat(LogLines.measurement(measurement(false, LeapIndicator.NONE), "192.0.2.1"))
        .isEqualTo(here);
  }

  @Test
  void headingsStandAboveTheirColumns() {
    String line = LogLines.measurement(measurement(false, LeapIndicator.NONE), "192.0.2.1");
    String header = StatusLog.MEASUREMENTS.header();
    assertThat(header).hasSize(line.length());
    assertThat(header.indexOf("Refid")).isEqualTo(line.indexOf("7F7F0101"));
    assertThat(header.indexOf("123 567 ABCD")).isEqualTo(line.indexOf("111 110 1101"));
  }

  @Test
  void refclockLinesHaveChronysColumns() {
    var sample = new Sample(1_780_272_001_000_123_456L, -1.5e-6, 1e-9, 2e-7, 1e-9, 2e-7);
    assertThat(
            LogLines.refclock(
                new ReferenceClockAction.Measured(3, true, LeapIndicator.NONE, 0.25, sample),
                "PPS0"))
        .isEqualTo(
            "2026-06-01 00:00:01.000123 PPS0    3 N 1  2.500000e-01 -1.500000e-06  2.000e-07");
    assertThat(
            LogLines.refclock(
                new ReferenceClockAction.Filtered(LeapIndicator.INSERT, sample), "GPS"))
        .isEqualTo(
            "2026-06-01 00:00:01.000123 GPS     - + -       -       -1.500000e-06  2.000e-07");
  }
}
