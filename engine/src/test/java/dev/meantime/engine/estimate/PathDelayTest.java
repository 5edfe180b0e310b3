// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathDelayTest {

  private static final double PRECISION = 1e-6;
  private static final double SHORTEST = 0.02;

  /// By how much the shortest of so many round trips exceeds the shortest possible one, really and
  /// as it is expected, on average.
  private static double[] excess(int count, double out, double back, long seed) {
    Random random = new Random(seed);
    double[] delays = new double[count];
    double really = 0;
    double expected = 0;
    int rounds = 20_000;
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < count; i++) {
        delays[i] =
            SHORTEST
                - out * Math.log(1 - random.nextDouble())
                - back * Math.log(1 - random.nextDouble());
      }
      PathDelay path = PathDelay.of(delays, count, 0, PRECISION);
      really += (path.minimum() - SHORTEST) / rounds;
      expected += path.expectedExcess() / rounds;
    }
    return new double[] {really, expected};
  }

  @Test
  void expectsTheExcessOfTheShortestOfManyRoundTrips() {
    for (int count : new int[] {32, 64, 128}) {
      double[] excess = excess(count, 1e-3, 1e-3, count);
      assertThat(excess[1] / excess[0]).as("%d delays", count).isBetween(0.95, 1.25);
    }
  }

  @Test
  void isCarefulWithFewRoundTrips() {
    for (int count : new int[] {5, 8, 16}) {
      double[] excess = excess(count, 1e-3, 1e-3, count);
      assertThat(excess[1] / excess[0]).as("%d delays", count).isBetween(1.0, 3.2);
    }
  }

  @Test
  void expectsTheOrderOfTheExcessOfALopsidedPath() {
    for (int count : new int[] {8, 32, 128}) {
      double[] excess = excess(count, 1e-3, 1e-3 / 9, count);
      assertThat(excess[1] / excess[0]).as("%d delays", count).isBetween(0.8, 3.2);
    }
  }

  /// The shortest round trip is off by luck, and so are the gaps.
  @Test
  void knowsHowUncertainTheExcessIs() {
    for (int count : new int[] {5, 8, 16, 32, 64, 128}) {
      Random random = new Random(count);
      double[] delays = new double[count];
      double really = 0;
      double expected = 0;
      for (int round = 0; round < 20_000; round++) {
        for (int i = 0; i < count; i++) {
          delays[i] =
              SHORTEST - 1e-3 * Math.log((1 - random.nextDouble()) * (1 - random.nextDouble()));
        }
        PathDelay path = PathDelay.of(delays, count, 0, PRECISION);
        double wrong = path.minimum() - SHORTEST - path.expectedExcess();
        really += wrong * wrong / 4;
        expected += path.startVariance();
      }
      assertThat(really / expected).as("%d delays", count).isBetween(0.8, 1.3);
    }
  }

  @Test
  void nothingIsUncertainAboutAShortestRoundTripThatIsKnown() {
    assertThat(PathDelay.of(new double[] {0.03, 0.05}, 2, 0.02, PRECISION).startVariance())
        .isZero();
    assertThat(PathDelay.of(new double[] {0.03}, 1, 0, PRECISION).startVariance()).isZero();
  }

  @Test
  void oneRoundTripMayBeAllQueueing() {
    PathDelay path = PathDelay.of(new double[] {0.03}, 1, 0, PRECISION);
    assertThat(path.minimum()).isEqualTo(0.03);
    assertThat(path.expectedExcess()).isEqualTo(0.03);
    assertThat(path.extra(0.03)).isEqualTo(0.03);
    assertThat(path.meanExtra()).isEqualTo(0.03);
    assertThat(path.deviation()).isZero();
    assertThat(path.floor()).isCloseTo(1e-12, within(1e-20));
  }

  @Test
  void everyRoundTripMoreLeavesLessUnexplained() {
    double[] delays = {0.03, 0.03, 0.03, 0.03, 0.03};
    double before = Double.POSITIVE_INFINITY;
    for (int count = 1; count <= 4; count++) {
      double excess = PathDelay.of(delays, count, 0, PRECISION).expectedExcess();
      assertThat(excess).isCloseTo(0.03 * Math.pow(0.25, count - 1), within(1e-12));
      assertThat(excess).isLessThan(before);
      before = excess;
    }
    assertThat(PathDelay.of(delays, 5, 0, PRECISION).expectedExcess()).isZero();
  }

  @Test
  void gapsCountWhenTheyAreLargerThanWhatIsUnexplained() {
    PathDelay path = PathDelay.of(new double[] {0.5, 0.01}, 2, 0, PRECISION);
    assertThat(path.minimum()).isEqualTo(0.01);
    assertThat(path.expectedExcess()).isCloseTo(0.49 * 0.8862 / (1.3293 - 0.8862), within(1e-12));
  }

  @Test
  void aKnownShortestRoundTripIsTakenAsItIs() {
    PathDelay path = PathDelay.of(new double[] {0.03, 0.024}, 2, 0.02, PRECISION);
    assertThat(path.minimum()).isEqualTo(0.02);
    assertThat(path.expectedExcess()).isZero();
    assertThat(path.extra(0.024)).isCloseTo(0.004, within(1e-15));
    assertThat(path.meanExtra()).isCloseTo(0.007, within(1e-15));
    assertThat(path.deviation()).isCloseTo(0.003, within(1e-15));
    // A shorter one than can be: its error is not smaller than that of one longer by as much.
    assertThat(path.extra(0.015)).isCloseTo(0.005, within(1e-15));
  }

  @Test
  void looksOnlyAtAsManyAsItIsTold() {
    PathDelay path = PathDelay.of(new double[] {0.03, 0.02, 0.001}, 2, 0, PRECISION);
    assertThat(path.minimum()).isEqualTo(0.02);
  }

  @Test
  void equalRoundTripsLeaveTheClocksPrecision() {
    double[] delays = new double[64];
    Arrays.fill(delays, 0.02);
    PathDelay path = PathDelay.of(delays, 64, 0, PRECISION);
    assertThat(path.expectedExcess()).isZero();
    assertThat(path.meanExtra()).isEqualTo(PRECISION);
    assertThat(path.deviation()).isCloseTo(0, within(1e-9));
  }

  @Test
  void onlyWhatChangesJudgementsDiffers() {
    PathDelay path = new PathDelay(0.02, 1e-4, 1e-9, 1e-3, 1e-3, 1e-12);
    assertThat(path.differsFrom(path)).isFalse();
    assertThat(new PathDelay(0.020005, 1e-4, 1e-9, 1e-3, 1e-3, 1e-12).differsFrom(path)).isFalse();
    assertThat(new PathDelay(0.01998, 1e-4, 1e-9, 1e-3, 1e-3, 1e-12).differsFrom(path)).isTrue();
    assertThat(new PathDelay(0.02, 1.3e-4, 1e-9, 1e-3, 1e-3, 1e-12).differsFrom(path)).isTrue();
    assertThat(new PathDelay(0.02, 1e-4, 1e-9, 1.3e-3, 1e-3, 1e-12).differsFrom(path)).isTrue();
  }

  @Test
  void absurdRoundTripsStayFinite() {
    for (long seed = 1; seed <= 1000; seed++) {
      Random random = new Random(seed);
      double[] delays = new double[1 + random.nextInt(128)];
      for (int i = 0; i < delays.length; i++) {
        delays[i] = random.nextGaussian() * Math.pow(10, -12 + 18 * random.nextDouble());
      }
      PathDelay path = PathDelay.of(delays, delays.length, random.nextInt(2) * 0.01, PRECISION);
      assertThat(path.expectedExcess()).as("seed %d", seed).isFinite().isNotNegative();
      assertThat(path.meanExtra()).as("seed %d", seed).isFinite().isPositive();
      assertThat(path.deviation()).as("seed %d", seed).isFinite().isNotNegative();
      assertThat(path.extra(delays[0])).as("seed %d", seed).isFinite().isNotNegative();
    }
  }
}
