// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.discipline.Configs;
import dev.meantime.engine.discipline.DisciplineConfig;
import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.engine.discipline.SimulatedHost;
import dev.meantime.engine.discipline.SimulatedOscillator;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpTimestamp;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Served time of a host with `smoothtime 400 0.01`.
class SmoothingTest {

  private static final long MIDNIGHT = 1_814_400_000_000_000_000L;
  private static final double MAX_RATE = 400e-6;
  private static final double MAX_WANDER = 0.01e-6;

  private static ServingHost host(
      boolean leapOnly, DisciplineConfig discipline, SimulatedOscillator oscillator) {
    return new ServingHost(
        new ServedTimeConfig(
            LocalReference.OFF,
            new Shaping.Smooth(new SmoothingOptions(MAX_RATE, MAX_WANDER, leapOnly))),
        discipline,
        oscillator,
        LeapSecondTable.EMPTY);
  }

  private static ServingHost started(double offset) {
    return host(
        false, DisciplineConfig.DEFAULT, new SimulatedOscillator(SimulatedHost.START, 0, offset));
  }

  private static ServingHost settled() {
    ServingHost host = started(0.3);
    update(host);
    host.host.run(60);
    update(host);
    host.host.run(60);
    return host;
  }

  private static void update(ServingHost host) {
    host.host.update(host.host.perfectEstimate(LeapIndicator.NONE));
  }

  private static void correct(ServingHost host, double seconds, double stepThreshold) {
    host.host.perform(
        host.host.discipline.correctAtOnce(host.host.oscillator.now(), seconds, stepThreshold));
  }

  private static void slew(ServingHost host, double seconds) {
    correct(host, seconds, 9);
  }

  private static SmoothingState state(ServingHost host) {
    return host.serving.smoothing(host.host.oscillator.now()).orElseThrow();
  }

  private static long cookedNanos(ServingHost host) {
    return host.host.discipline.toCooked(host.host.oscillator.now().wallNanos());
  }

  @Test
  void waitsUntilTheFrequencyIsKnownWellEnough() {
    ServingHost host = started(0.3);
    assertThat(state(host).active()).isFalse();
    slew(host, 0.1);
    assertThat(state(host).active()).isFalse();
    // A skew of 100 ppm is 10000 s of 0.01 ppm/s.
    update(host);
    assertThat(state(host).active()).isTrue();
    assertThat(host.events).containsExactly(ServingEvent.SMOOTHING_ACTIVATED);
    assertThat(state(host).offset()).isZero();
  }

  @Test
  void correctionIsNotSeenAtOnce() {
    ServingHost host = settled();
    long before = host.servedNanos();
    slew(host, 1);
    assertThat(host.servedNanos() - before).isBetween(-2L, 2L);
    assertThat(state(host).offset()).isCloseTo(-1, within(1e-6));
    assertThat(state(host).remaining()).isCloseTo(20_000, within(0.1));
    host.host.run(9990);
    assertThat(state(host).wander()).isEqualTo(MAX_WANDER);
    host.host.run(10);
    assertThat(state(host).rate()).isCloseTo(100e-6, within(1e-9));
    assertThat(state(host).offset()).isCloseTo(-0.5, within(1e-4));
    assertThat(state(host).sinceUpdate()).isCloseTo(10_000, within(0.1));
    host.host.run(10_002);
    assertThat(state(host).offset()).isZero();
    assertThat(state(host).remaining()).isZero();
  }

  @Test
  void referenceIdWarnsAndTheReferenceTimeMovesAlong() {
    ServingHost host = settled();
    int usual = host.header().referenceId();
    slew(host, 1);
    host.host.run(30);
    assertThat(host.header().referenceId()).isEqualTo(0x7f7f01ff);
    assertThat(host.header().stratum()).isEqualTo(2);
    long reference =
        new NtpTimestamp(host.header().referenceTimestamp()).toEpochNanos(SimulatedHost.START);
    assertThat((reference - host.host.state().referenceNanos()) * 1e-9)
        .isCloseTo(state(host).offset(), within(1e-6));
    // Below the precision of 1 µs there is nothing to warn of.
    host.host.run(20_000 - 30 - 5);
    assertThat(Math.abs(state(host).offset())).isLessThan(1e-6);
    assertThat(state(host).remaining()).isPositive();
    assertThat(host.header().referenceId()).isEqualTo(usual);
  }

  @Test
  void ownStepEndsIt() {
    ServingHost host = settled();
    slew(host, 0.5);
    host.host.run(20);
    correct(host, 0.25, 0.1);
    assertThat(state(host).offset()).isZero();
    assertThat(state(host).active()).isTrue();
    assertThat(host.events)
        .containsExactly(ServingEvent.SMOOTHING_ACTIVATED, ServingEvent.SMOOTHING_RESET);
  }

  @Test
  void isActivatedAndResetByCommand() {
    ServingHost host = started(0);
    assertThat(host.serving.activateSmoothing(host.host.oscillator.now())).isTrue();
    assertThat(host.serving.drain()).containsExactly(ServingEvent.SMOOTHING_ACTIVATED);
    slew(host, 0.5);
    assertThat(state(host).offset()).isCloseTo(-0.5, within(1e-9));
    assertThat(host.serving.resetSmoothing(host.host.oscillator.now())).isTrue();
    host.publish();
    assertThat(state(host).offset()).isZero();
    assertThat(host.servedNanos()).isEqualTo(cookedNanos(host));
  }

  /// Corrections of any size at any time, also while the last one is not made good yet.
  @Test
  void servedTimeIsContinuousInOffsetAndRateAndEndsAtTrueTime() {
    for (long seed = 41; seed < 61; seed++) {
      Random random = new Random(seed);
      String what = "seed " + seed;
      ServingHost host = settled();
      for (int i = 0; i < 25; i++) {
        disturb(host, random, what);
        letRun(host, random.nextDouble() * 3000, what);
      }
      host.host.run(state(host).remaining() + 10);
      assertThat(state(host).offset()).as(what).isZero();
      assertThat(host.servedNanos()).as(what).isEqualTo(cookedNanos(host));
    }
  }

  private static void disturb(ServingHost host, Random random, String what) {
    double size = random.nextGaussian() * (random.nextBoolean() ? 1e-3 : 0.3);
    long before = host.servedNanos();
    double cookedRate = host.host.state().frequency();
    double served = (1 + state(host).rate()) * (1 + cookedRate);
    if (random.nextBoolean()) {
      slew(host, size);
    } else {
      double frequency = random.nextGaussian() * 10e-6;
      host.host.update(
          SimulatedHost.estimate(cookedNanos(host), size, frequency, 1e-6, LeapIndicator.NONE));
    }
    assertThat(host.servedNanos() - before).as(what).isBetween(-5L, 5L);
    assertThat((1 + state(host).rate()) * (1 + host.host.state().frequency()))
        .as(what)
        .isCloseTo(served, within(1e-14));
  }

  private static void letRun(ServingHost host, double seconds, String what) {
    int pieces = 30;
    double last = state(host).rate();
    // What a change of the clock's own rate took it beyond, it comes back from.
    double limit = Math.max(MAX_RATE, Math.abs(last)) + 1e-12;
    for (int k = 0; k < pieces; k++) {
      host.host.run(seconds / pieces);
      double rate = state(host).rate();
      assertThat(Math.abs(rate)).as(what).isLessThanOrEqualTo(limit);
      assertThat(Math.abs(rate - last))
          .as(what)
          .isLessThanOrEqualTo(MAX_WANDER * seconds / pieces * 1.1 + 1e-12);
      last = rate;
    }
  }

  private static ServingHost beforeLeap(boolean leapOnly, DisciplineConfig discipline) {
    ServingHost host =
        host(leapOnly, discipline, new SimulatedOscillator(MIDNIGHT - 7200_000_000_000L, 0, 0));
    update(host);
    host.host.run(3600);
    return host;
  }

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void leapOnlySmearsTheLeapSecondInSlewMode(LeapIndicator leap) {
    int seconds = leap == LeapIndicator.INSERT ? 1 : -1;
    ServingHost host = beforeLeap(true, Configs.leap(LeapMode.SLEW));
    assertThat(state(host).active()).isTrue();
    assertThat(state(host).leapOnly()).isTrue();
    host.host.update(host.host.perfectEstimate(leap));
    assertThat(host.host.state().leap()).isEqualTo(leap);
    assertThat(host.header().leap()).as("hidden").isZero();
    double last = host.servedError();
    for (int i = 0; i < 4000; i++) {
      host.host.run(1);
      assertThat(host.servedError() - last).as("second " + i).isCloseTo(0, within(1e-4));
      last = host.servedError();
      assertThat(host.header().leap()).as("second " + i).isZero();
    }
    // UTC calls it a second less now (or more); some 400 s of the smear have passed.
    host.host.oscillator.renameTruth(-seconds);
    assertThat(host.servedError())
        .isCloseTo(seconds * (1 - 0.5 * MAX_WANDER * 400 * 400), within(2e-5));
    assertThat(host.header().referenceId()).isEqualTo(0x7f7f01ff);
    host.host.run(20_000);
    assertThat(host.servedError()).isCloseTo(0, within(1e-8));
    assertThat(host.header().referenceId()).isNotEqualTo(0x7f7f01ff);
  }

  @Test
  void leapOnlyLetsCorrectionsThrough() {
    ServingHost host = beforeLeap(true, Configs.leap(LeapMode.SLEW));
    long before = host.servedNanos();
    slew(host, 0.25);
    assertThat((host.servedNanos() - before) * 1e-9).isCloseTo(0.25, within(1e-6));
    assertThat(state(host).offset()).isZero();
  }

  @Test
  void leapSecondThatIsSteppedIsNotSmoothed() {
    ServingHost host = beforeLeap(false, Configs.leap(LeapMode.STEP));
    host.host.update(host.host.perfectEstimate(LeapIndicator.INSERT));
    assertThat(host.header().leap()).isEqualTo(LeapIndicator.INSERT.code());
    host.host.run(3610);
    host.host.oscillator.renameTruth(-1);
    assertThat(host.servedError()).isCloseTo(0, within(1e-8));
    assertThat(state(host).offset()).isZero();
  }
}
