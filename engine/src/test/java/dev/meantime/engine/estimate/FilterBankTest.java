// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FilterBankTest {

  private static final FrequencyGuess GUESS = new FrequencyGuess(0, 500e-6);

  /// A bank with its window, which is told the truth about its path.
  private static final class Told {
    final FilterBank bank;
    final SampleWindow window = new SampleWindow(64);
    PathDelay path;

    Told(double asymmetry, double meanExtra, double precision) {
      bank = new FilterBank(JitterPrior.of(asymmetry, precision));
      path = path(meanExtra, precision);
    }

    private static PathDelay path(double meanExtra, double precision) {
      return new PathDelay(
          0.02, meanExtra / 100, 0, meanExtra, meanExtra / Math.sqrt(2), precision * precision);
    }

    void add(Sample sample) {
      if (window.isFull()) {
        bank.absorb(window, path, GUESS);
        window.removeOldest();
      }
      window.add(sample);
      if (window.size() == 1) {
        bank.start(window, path, GUESS);
      } else {
        bank.add(window, path);
      }
    }

    void add(SimulatedSource source, double interval, int count) {
      for (int i = 0; i < count; i++) {
        add(source.next(interval));
      }
    }

    Belief belief() {
      return bank.belief(window, path);
    }

    Explanation explanation() {
      return bank.explain(window, path, GUESS);
    }
  }

  /// Every filter says the same, so that their mean is that if and only if the weights add up to 1.
  @Test
  void weightsAddUpToOne() {
    Told told = new Told(0, 1e-4, 1e-6);
    for (int i = 0; i < 200; i++) {
      told.add(new Sample(16_000_000_000L * i, 0.5, 0.02, 0, 0.02, 0));
      assertThat(told.belief().offset()).isCloseTo(0.5, within(1e-14));
      assertThat(told.explanation().jitterProbability()).isBetween(0.01, 1 + 1e-12);
    }
  }

  @Test
  void findsHowMuchTheClockWanders() {
    for (double wander : new double[] {1e-10, 1e-9, 1e-8, 1e-7}) {
      double decades = 0;
      int rounds = 20;
      for (long seed = 1; seed <= rounds; seed++) {
        // Noise of about what the clock wanders in an interval, so that both can be seen.
        double jitter = wander * Math.pow(64, 1.5) / 4;
        Told told = new Told(1, 2 * jitter, jitter / 100);
        told.add(
            new SimulatedSource(seed, wander, SimulatedSource.exponential(jitter, jitter)),
            64,
            200);
        decades += Math.log10(told.explanation().wander() / wander) / rounds;
        assertThat(Math.log10(told.explanation().wander()))
            .as("wander %s, seed %d", wander, seed)
            .isCloseTo(Math.log10(wander), within(1.01));
      }
      assertThat(decades).as("wander %s", wander).isCloseTo(0, within(0.5));
    }
  }

  @Test
  void findsWhichWayIsHeldUp() {
    double[][] means = {{5e-4, 5e-4}, {9e-4, 1e-4}, {1e-4, 9e-4}, {2.5e-4, 7.5e-4}};
    for (double[] mean : means) {
      double asymmetry = 0;
      for (long seed = 1; seed <= 10; seed++) {
        Told told = new Told(1, 1e-3, 1e-6);
        told.add(
            new SimulatedSource(seed, 1e-9, SimulatedSource.exponential(mean[0], mean[1])),
            16,
            200);
        asymmetry += told.belief().asymmetry() / 10;
        assertThat(told.explanation().jitter())
            .as("%s:%s, seed %d", mean[0], mean[1], seed)
            .doesNotContain("nothing");
      }
      // One to three is hard to tell from one to one by some fifty samples.
      assertThat(asymmetry)
          .as("%s:%s", mean[0], mean[1])
          .isCloseTo(0.5 - mean[0] / 1e-3, within(0.12));
    }
  }

  @Test
  void findsNoiseThatTheDelayDoesNotShow() {
    for (double deviation : new double[] {1e-5, 1e-4, 1e-3}) {
      Told told = new Told(1, 1e-6, 1e-6);
      told.add(new SimulatedSource(3, 1e-9, SimulatedSource.hidden(deviation)), 16, 100);
      assertThat(told.explanation().jitter()).contains("nothing");
      assertThat(told.explanation().jitterProbability()).isGreaterThan(0.9);
      assertThat(told.belief().noise() / deviation).isBetween(0.7, 1.8);
      assertThat(told.belief().asymmetry()).isCloseTo(0, within(0.01));
    }
  }

  @Test
  void evidenceFades() {
    Told told = new Told(1, 1e-3, 1e-6);
    told.add(new SimulatedSource(1, 1e-9, SimulatedSource.exponential(1e-4, 9e-4)), 16, 500);
    assertThat(told.belief().asymmetry()).isGreaterThan(0.3);

    SimulatedSource other = new SimulatedSource(2, 1e-9, SimulatedSource.exponential(9e-4, 1e-4));
    for (int i = 0; i < 200; i++) {
      Sample sample = other.next(16);
      told.add(
          new Sample(
              sample.timeNanos() + 500 * 16_000_000_000L,
              sample.offset(),
              sample.delay(),
              sample.dispersion(),
              sample.rootDelay(),
              sample.rootDispersion()));
    }
    assertThat(told.belief().asymmetry()).isLessThan(-0.3);
  }

  @Test
  void anAbsurdSampleDoesNotDrownWhatComesAfter() {
    Told told = new Told(1, 1e-3, 1e-6);
    SimulatedSource source = new SimulatedSource(1, 1e-9, SimulatedSource.exponential(9e-4, 1e-4));
    told.add(source, 16, 1);
    Sample wild = source.next(16);
    told.add(new Sample(wild.timeNanos(), 1e9, 0.02, 0, 0.02, 0));
    told.window.clear();
    told.add(source, 16, 200);
    assertThat(told.belief().asymmetry()).isLessThan(-0.3);
  }

  @Test
  void judgingAgainByTheSamePathChangesNothing() {
    Told told = new Told(1, 1e-3, 1e-6);
    SimulatedSource source = new SimulatedSource(1, 1e-8, SimulatedSource.exponential(7e-4, 3e-4));
    for (int i = 0; i < 150; i++) {
      told.add(source.next(16));
      Belief before = told.belief();
      told.bank.replay(told.window, told.path, GUESS);
      Belief after = told.belief();
      assertThat(after.offset()).isCloseTo(before.offset(), within(1e-12));
      assertThat(after.frequency()).isCloseTo(before.frequency(), within(1e-15));
      assertThat(after.offsetVariance() / before.offsetVariance()).isCloseTo(1, within(1e-6));
      assertThat(after.wander() / before.wander()).isCloseTo(1, within(1e-6));
      assertThat(after.asymmetry()).isCloseTo(before.asymmetry(), within(1e-9));
    }
  }

  @Test
  void judgesAgainAsIfItHadKnownThePathFromTheBeginning() {
    Told late = new Told(1, 5e-3, 1e-6);
    Told early = new Told(1, 1e-3, 1e-6);
    SimulatedSource source = new SimulatedSource(4, 1e-8, SimulatedSource.exponential(7e-4, 3e-4));
    for (int i = 0; i < 60; i++) {
      Sample sample = source.next(16);
      late.add(sample);
      early.add(sample);
    }
    late.path = early.path;
    late.bank.replay(late.window, late.path, GUESS);

    Explanation expected = early.explanation();
    assertThat(late.explanation().jitter()).isEqualTo(expected.jitter());
    assertThat(late.belief().offset())
        .isCloseTo(
            early.belief().offset(), within(0.02 * Math.sqrt(early.belief().offsetVariance())));
    assertThat(late.belief().offsetVariance() / early.belief().offsetVariance())
        .isCloseTo(1, within(0.02));
  }

  @Test
  void aNewBeginningKeepsWhatIsKnownOfPathAndClockAndAResetDoesNot() {
    Told told = new Told(1, 1e-3, 1e-6);
    SimulatedSource source = new SimulatedSource(1, 1e-8, SimulatedSource.exponential(9e-4, 1e-4));
    told.add(source, 16, 200);
    double asymmetry = told.belief().asymmetry();

    told.window.clear();
    told.add(source.next(16));
    assertThat(told.belief().asymmetry()).isCloseTo(asymmetry, within(1e-9));
    assertThat(told.belief().frequency()).isZero();

    told.window.clear();
    told.bank.reset();
    told.add(source.next(16));
    assertThat(told.belief().asymmetry()).isCloseTo(0, within(1e-9));
  }

  @Test
  void surpriseCountsInStandardDeviationsBeyondWhatIsPossible() {
    Told told = new Told(0, 1e-3, 1e-6);
    told.add(new SimulatedSource(1, 1e-9, SimulatedSource.exponential(5e-4, 5e-4)), 16, 100);
    Belief belief = told.belief();
    long next = told.window.last().timeNanos() + 16_000_000_000L;
    double expected = belief.offset() + 16 * belief.frequency();

    Sample likely = new Sample(next, expected + 4e-4, 0.021, 0, 0, 0);
    assertThat(told.bank.surprise(16, likely, told.path)).isZero();
    Sample odd = new Sample(next, expected + 6e-4, 0.0201, 0, 0, 0);
    Sample odder = new Sample(next, expected + 11e-4, 0.0201, 0, 0, 0);
    double once = told.bank.surprise(16, odd, told.path);
    double twice = told.bank.surprise(16, odder, told.path);
    assertThat(once).isGreaterThan(5);
    assertThat(twice / once).isCloseTo((11 - 0.55) / (6 - 0.55), within(0.1));
  }
}
