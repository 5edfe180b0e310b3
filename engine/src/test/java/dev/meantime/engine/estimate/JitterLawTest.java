// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JitterLawTest {

  private static final double[] SHARES = {1 / 28.0, 0.1, 0.25, 0.75, 0.9, 27 / 28.0};
  private static final double MEAN = 1e-3;

  /// A path whose shortest round trip is known: 20 ms.
  private static final PathDelay KNOWN = new PathDelay(0.02, 0, 0, MEAN, MEAN, 1e-18);

  private final Noise noise = new Noise();

  /// Throws dice for both queueing times and sorts what comes out by the extra delay.
  @Test
  void knowsMeanAndVarianceOfTheErrorOnceTheDelayIsKnown() {
    for (double share : SHARES) {
      JitterLaw law = new JitterLaw.Lopsided(share);
      Random random = new Random(Math.round(share * 1000));
      int bins = 12;
      double width = 0.25 * MEAN;
      int[] count = new int[bins];
      double[] errors = new double[bins];
      double[] squares = new double[bins];
      double[] claimed = new double[bins];
      double[] unexplained = new double[bins];
      for (int i = 0; i < 1_000_000; i++) {
        double e1 = -share * MEAN * Math.log(1 - random.nextDouble());
        double e2 = -(1 - share) * MEAN * Math.log(1 - random.nextDouble());
        int bin = (int) ((e1 + e2) / width);
        if (bin < bins) {
          law.interpret(0.02 + e1 + e2, KNOWN, noise);
          double n = (e1 - e2) / 2;
          count[bin]++;
          errors[bin] += n - noise.shift();
          squares[bin] += n * n;
          unexplained[bin] += (n - noise.shift()) * (n - noise.shift());
          claimed[bin] += noise.totalVariance();
        }
      }
      for (int bin = 0; bin < bins; bin++) {
        String what = "share " + share + ", bin " + bin + ", " + count[bin] + " samples";
        double deviation = Math.sqrt(squares[bin] / count[bin]);
        assertThat(errors[bin] / count[bin])
            .as(what)
            .isCloseTo(0, within(4.5 * deviation / Math.sqrt(count[bin])));
        // The fourth moment of so skewed a variable is up to nine times the square of its variance.
        assertThat(unexplained[bin] / claimed[bin])
            .as(what)
            .isCloseTo(1, within(4.5 * Math.sqrt(8.0 / count[bin])));
      }
    }
  }

  @Test
  void symmetricJitterIsUniformOnHalfTheExtraDelay() {
    Random random = new Random(1);
    JitterLaw law = new JitterLaw.Symmetric();
    double squares = 0;
    double claimed = 0;
    int[] quarters = new int[4];
    int rounds = 400_000;
    for (int i = 0; i < rounds; i++) {
      double e1 = -MEAN * Math.log(1 - random.nextDouble());
      double e2 = -MEAN * Math.log(1 - random.nextDouble());
      law.interpret(0.02 + e1 + e2, KNOWN, noise);
      double n = (e1 - e2) / 2;
      assertThat(Math.abs(n)).isLessThanOrEqualTo(noise.halfWidth() + 1e-15);
      quarters[Math.min(3, (int) ((n / noise.halfWidth() + 1) * 2))]++;
      squares += n * n;
      claimed += noise.totalVariance();
    }
    assertThat(noise.shift()).isZero();
    assertThat(squares / claimed).isCloseTo(1, within(0.02));
    for (int quarter : quarters) {
      assertThat(quarter / (double) rounds).isCloseTo(0.25, within(0.004));
    }
  }

  @Test
  void noErrorIsLargerThanHalfTheExtraDelay() {
    for (JitterLaw law : everyLaw()) {
      for (double extra : new double[] {0, 1e-12, 1e-6, 1e-4, 1e-3, 0.1, 10}) {
        law.interpret(0.02 + extra, KNOWN, noise);
        double rest = Math.sqrt(Math.max(noise.variance() - KNOWN.floor(), 0));
        assertThat(Math.abs(noise.shift()))
            .as(law + ", %s s", extra)
            .isLessThanOrEqualTo(extra / 2 + 1e-15);
        if (law instanceof JitterLaw.Lopsided) {
          // Whatever lies within ±s/2 about a mean μ has no larger variance than (s/2 − μ)(s/2 +
          // μ).
          double largest = Math.sqrt((extra / 2 - noise.shift()) * (extra / 2 + noise.shift()));
          assertThat(rest).as(law + ", %s s", extra).isLessThanOrEqualTo(largest + 1e-9);
        }
      }
    }
  }

  @Test
  void negativeAsymmetryMeansThatTheWayToTheSourceVariesMore() {
    // A late request arrives when the source's clock shows more: the local clock seems behind.
    JitterLaw out = new JitterLaw.Lopsided(0.9);
    out.interpret(0.021, KNOWN, noise);
    assertThat(noise.shift()).isPositive();
    assertThat(out.asymmetry()).isCloseTo(-0.4, within(1e-15));

    JitterLaw back = new JitterLaw.Lopsided(0.1);
    back.interpret(0.021, KNOWN, noise);
    assertThat(noise.shift()).isNegative();
    assertThat(back.asymmetry()).isCloseTo(0.4, within(1e-15));

    new JitterLaw.Given(-0.5).interpret(0.021, KNOWN, noise);
    assertThat(noise.shift()).isCloseTo(0.0005, within(1e-15));
    assertThat(new JitterLaw.Given(0.3).asymmetry()).isEqualTo(0.3);
    assertThat(new JitterLaw.Symmetric().asymmetry()).isZero();
  }

  @Test
  void mirroredSharesMirrorTheError() {
    Noise mirrored = new Noise();
    for (double share : SHARES) {
      for (double extra : new double[] {0, 1e-7, 1e-5, 1e-4, 1e-3, 0.03, 1}) {
        new JitterLaw.Lopsided(share).interpret(0.02 + extra, KNOWN, noise);
        new JitterLaw.Lopsided(1 - share).interpret(0.02 + extra, KNOWN, mirrored);
        assertThat(mirrored.shift()).isCloseTo(-noise.shift(), within(1e-12 * (extra + MEAN)));
        assertThat(mirrored.totalVariance() / noise.totalVariance()).isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void hasNoSeamWhereTheSeriesBegins() {
    for (double share : SHARES) {
      double rate = Math.abs(1 / share - 1 / (1 - share)) / MEAN;
      PathDelay fromZero = new PathDelay(0, 0, 0, MEAN, MEAN, 1e-30);
      Noise above = new Noise();
      JitterLaw law = new JitterLaw.Lopsided(share);
      law.interpret(0.01 / rate * (1 - 1e-9), fromZero, noise);
      law.interpret(0.01 / rate * (1 + 1e-9), fromZero, above);
      assertThat(above.shift() / noise.shift()).isCloseTo(1, within(1e-5));
      assertThat(above.totalVariance() / noise.totalVariance()).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void absurdDelaysGiveFiniteErrors() {
    double[] delays = {-1e9, -1, 0, 1e-300, 1e-9, 1, 1e4, 1e9, 1e100};
    double[] means = {1e-9, 1e-3, 1e9};
    for (JitterLaw law : everyLaw()) {
      for (double delay : delays) {
        for (double mean : means) {
          law.interpret(delay, new PathDelay(0.02, 1e-5, 1e-11, mean, mean, 1e-18), noise);
          String what = law + " " + delay + " " + mean;
          assertThat(noise.shift()).as(what).isFinite();
          assertThat(noise.halfWidth()).as(what).isFinite().isNotNegative();
          assertThat(noise.variance()).as(what).isFinite().isPositive();
        }
      }
    }
  }

  @Test
  void constantNoiseDoesNotLookAtTheDelay() {
    JitterLaw law = new JitterLaw.Constant(2e-4);
    law.interpret(5, KNOWN, noise);
    assertThat(noise.shift()).isZero();
    assertThat(Math.sqrt(noise.totalVariance())).isCloseTo(2e-4, within(1e-12));
    assertThat(law.followsDelay()).isFalse();
  }

  @Test
  void saysInWordsWhichWayIsHeldUp() {
    assertThat(new JitterLaw.Lopsided(0.9).description())
        .isEqualTo("the way to the source is held up 9 times as much as the way back");
    assertThat(new JitterLaw.Lopsided(0.1).description())
        .isEqualTo("the way from the source is held up 9 times as much as the way to it");
  }

  private static List<JitterLaw> everyLaw() {
    return JitterPrior.of(1, 1e-6).laws().stream().filter(JitterLaw::followsDelay).toList();
  }
}
