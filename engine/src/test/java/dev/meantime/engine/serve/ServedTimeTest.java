// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.discipline.Configs;
import dev.meantime.engine.discipline.DisciplineConfig;
import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.engine.discipline.SimulatedHost;
import dev.meantime.engine.discipline.SimulatedOscillator;
import dev.meantime.engine.respond.ServedHeader;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.ReferenceId;
import org.junit.jupiter.api.Test;

/// What is told of a clock without smoothing and smear.
class ServedTimeTest {

  private static final long START = SimulatedHost.START;

  private static ServingHost host(LocalReference local, DisciplineConfig discipline) {
    return new ServingHost(
        new ServedTimeConfig(local, new Shaping.None()),
        discipline,
        new SimulatedOscillator(START, 20e-6, 0.3),
        LeapSecondTable.EMPTY);
  }

  private static ServingHost host(LocalReference local) {
    return host(local, DisciplineConfig.DEFAULT);
  }

  private static void update(ServingHost host) {
    host.host.update(host.host.perfectEstimate(LeapIndicator.NONE));
  }

  private static long referenceNanos(ServingHost host) {
    return new NtpTimestamp(host.header().referenceTimestamp()).toEpochNanos(START);
  }

  @Test
  void unsynchronisedClockSaysSo() {
    ServedHeader header = host(LocalReference.OFF).header();

    assertThat(header.leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED.code());
    assertThat(header.stratum()).isZero();
    assertThat(header.referenceId()).isZero();
    assertThat(header.referenceTimestamp()).isZero();
    assertThat(header.rootDelay()).isEqualTo(0x10000);
    assertThat(header.rootDispersion()).isEqualTo(0x10000);
  }

  @Test
  void tellsCookedTimeWhileTheSlewRunsOn() {
    ServingHost host = host(LocalReference.OFF);
    update(host);
    int before = host.publications();
    assertThat(host.host.oscillator.offset()).isCloseTo(0.3, within(1e-4));
    host.host.run(0.5);

    assertThat(host.publications()).as("nothing was told anew").isEqualTo(before);
    assertThat(host.host.oscillator.offset()).isGreaterThan(0.1);
    assertThat(host.servedError()).isCloseTo(0, within(2e-9));
  }

  @Test
  void tellsTheFieldsOfTheState() {
    ServingHost host = host(LocalReference.OFF);
    update(host);
    ServedHeader header = host.header();
    ClockState state = host.host.state();

    assertThat(header.leap()).isEqualTo(LeapIndicator.NONE.code());
    assertThat(header.stratum()).isEqualTo(2);
    assertThat(header.referenceId()).isEqualTo(ReferenceId.ofText("GPS").bits());
    assertThat(header.rootDelay()).isEqualTo(NtpShort.ofSeconds(0.010).bits());
    assertThat(header.rootDispersion())
        .isEqualTo(NtpShort.ofSeconds(state.rootDispersionAt(host.servedNanos())).bits());
    assertThat(header.referenceTimestamp())
        .isEqualTo(NtpTimestamp.ofEpochNanos(state.referenceNanos()).bits());
  }

  @Test
  void dispersionGrowsWithoutNewsAndIsRoundedUp() {
    ServingHost host = host(LocalReference.OFF);
    update(host);
    host.host.run(30);
    int first = host.header().rootDispersion();
    double exact = host.host.state().rootDispersionAt(host.servedNanos());
    assertThat(new NtpShort(first).toSeconds()).isBetween(exact, exact + 0x1p-16);

    ServedHeader later = new ServedHeader();
    long hour = 3600_000_000_000L;
    host.served().describe(host.host.oscillator.now().wallNanos() + hour, later);
    // At 1 ppm of maxclockerror it grows by 3.6 ms an hour.
    assertThat(new NtpShort(later.rootDispersion()).toSeconds() - exact)
        .isCloseTo(3.6e-3, within(0.1e-3));
  }

  @Test
  void observedClockIsServedAsItIsCorrectedInOurMinds() {
    ServingHost host = host(LocalReference.OFF, Configs.observed(LeapMode.SYSTEM));
    update(host);
    host.host.run(100);
    update(host);
    host.host.run(5000);

    assertThat(host.host.oscillator.offset()).isGreaterThan(0.1);
    assertThat(host.servedError()).isCloseTo(0, within(1e-5));
  }

  @Test
  void timestampFromBeforeTheLastChangeIsOnTheNewScale() {
    ServingHost host = host(LocalReference.OFF);
    update(host);
    host.host.run(30);
    long received = host.host.oscillator.now().wallNanos();
    long servedBefore = host.servedNanos();
    host.host.run(1e-3);
    host.host.perform(host.host.discipline.correctAtOnce(host.host.oscillator.now(), 0.05, 1));

    assertThat(host.served().servedNanos(received) - servedBefore)
        .isBetween(49_999_000L, 50_001_000L);
  }

  @Test
  void localReferenceAloneServesItsStratumAtOnce() {
    ServingHost host = host(new LocalReference(true, 8, 1, false, 0, 0, 0));
    ServedHeader header = host.header();

    assertThat(header.leap()).isZero();
    assertThat(header.stratum()).isEqualTo(8);
    assertThat(header.referenceId()).isEqualTo(0x7f7f0101);
    assertThat(header.rootDelay()).isZero();
    assertThat(header.rootDispersion()).isZero();
    assertThat(host.served().tell(host.host.state(), host.host.oscillator.now().wallNanos()))
        .satisfies(told -> {
          assertThat(told.isSynchronised()).isTrue();
          assertThat(told.stratum()).isEqualTo(8);
          assertThat(told.referenceId()).isEqualTo(LocalReference.REFERENCE_ID);
          assertThat(told.errorBoundAt(START + 1_000_000_000_000_000L)).isZero();
        });
  }

  @Test
  void localReferenceTimeIsRecentAndNeverRunsBack() {
    ServingHost host = host(new LocalReference(true, 8, 1, false, 0, 0, 0));
    long last = 0;
    for (int i = 0; i < 1000; i++) {
      host.host.run(3.7);
      long reference = referenceNanos(host);
      assertThat(host.servedNanos() - reference).isBetween(1_000_000_000L, 66_000_000_000L);
      assertThat(reference).isGreaterThanOrEqualTo(last);
      last = reference;
    }
  }

  @Test
  void localReferenceComesIntoForceByItselfAndYieldsAgain() {
    LocalReference local = new LocalReference(true, 8, 0.02, false, 0.1, 0, 120);
    ServingHost host = host(local);
    assertThat(host.header().stratum()).as("not activated yet").isZero();
    update(host);
    host.host.run(30);
    assertThat(host.header().stratum()).isEqualTo(2);
    ServedTime snapshot = host.served();
    long now = host.host.oscillator.now().wallNanos();

    // 20 ms are reached after some 13000 s at 1 ppm, from 7 ms.
    assertThat(snapshot.isLocal(now + 10_000_000_000_000L)).isFalse();
    assertThat(snapshot.isLocal(now + 14_000_000_000_000L)).isTrue();

    host.host.perform(host.host.discipline.onUnsynchronised(host.host.oscillator.now()));
    assertThat(host.header().stratum()).isZero();
    host.host.run(119.9);
    assertThat(host.header().stratum()).isZero();
    host.host.run(0.2);
    assertThat(host.header().stratum()).isEqualTo(8);
    update(host);
    assertThat(host.header().stratum()).isEqualTo(2);
  }

  @Test
  void leapSecondIsAnnouncedAndDuringItNobodyIsToldTheTime() {
    long midnight = 1_814_400_000_000_000_000L;
    ServingHost host =
        new ServingHost(
            ServedTimeConfig.DEFAULT,
            Configs.leap(LeapMode.SLEW),
            new SimulatedOscillator(midnight - 100_000_000_000L, 0, 0),
            LeapSecondTable.EMPTY);
    host.host.update(host.host.perfectEstimate(LeapIndicator.INSERT));
    assertThat(host.header().leap()).isEqualTo(LeapIndicator.INSERT.code());
    host.host.run(100.5);
    assertThat(host.header().leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED.code());
    assertThat(host.header().stratum()).isEqualTo(2);
    host.host.run(3);
    assertThat(host.header().leap()).isEqualTo(LeapIndicator.NONE.code());
  }
}
