// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.Arrays;
import java.util.function.LongSupplier;

/// A running quantile of the round-trip delay (`maxdelayquant`) that needs no history: a frugal
/// stochastic estimator, which walks towards the quantile in steps that grow while it keeps going
/// one way (Ma, Muthukrishnan and Sandler, "Frugal Streaming for Estimating Quantiles"). Seven of
/// them run side by side and their median counts. Confined to the loop.
public final class DelayQuantile {

  private static final int REPEATS = 7;

  /// A step may lag behind its reversal by so many smallest steps.
  private static final int MAX_LAG = 100;

  private final double quantile;
  private final double minStep;
  private final LongSupplier random;
  private final double[] estimates = new double[REPEATS];
  private final double[] steps = new double[REPEATS];
  private final boolean[] rising = new boolean[REPEATS];
  private int filled;

  /// @param quantile 0.05 to 0.95; rounded to hundredths
  /// @param precision of the local clock, seconds, positive: half of it is the smallest step
  /// @param random 64 random bits a call
  public DelayQuantile(double quantile, double precision, LongSupplier random) {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException("quantile " + quantile + " is not between 0 and 1");
    }
    if (!(precision > 0)) {
      throw new IllegalArgumentException("precision " + precision + " s is not positive");
    }
    this.quantile = Math.round(quantile * 100) / 100.0;
    this.minStep = precision / 2;
    this.random = random;
  }

  /// Takes one more delay, seconds. The first seven are the estimators' starting points.
  public void add(double delay) {
    if (filled < REPEATS) {
      estimates[filled] = delay;
      steps[filled] = minStep;
      rising[filled] = true;
      filled++;
      Arrays.sort(estimates, 0, filled);
      return;
    }
    for (int i = 0; i < REPEATS; i++) {
      double chance = (random.getAsLong() >>> 11) * 0x1p-53;
      if (delay >= estimates[i] && chance < quantile) {
        rise(i, delay);
      } else if (delay < estimates[i] && chance < 1 - quantile) {
        fall(i, delay);
      }
    }
  }

  private void rise(int i, double delay) {
    accelerate(i, rising[i]);
    estimates[i] += Math.max(steps[i], minStep);
    if (estimates[i] > delay) {
      steps[i] += delay - estimates[i];
      // Not exactly the value: equal delays would otherwise push the estimate up for ever.
      estimates[i] = delay + minStep / 4;
    }
    turn(i, true);
  }

  private void fall(int i, double delay) {
    accelerate(i, !rising[i]);
    estimates[i] -= Math.max(steps[i], minStep);
    if (estimates[i] < delay) {
      steps[i] += estimates[i] - delay;
      estimates[i] = delay - minStep / 4;
    }
    turn(i, false);
  }

  private void accelerate(int i, boolean sameDirection) {
    steps[i] += sameDirection ? minStep : -minStep;
  }

  private void turn(int i, boolean up) {
    if (rising[i] != up && steps[i] > minStep) {
      steps[i] = minStep;
    }
    steps[i] = Math.max(steps[i], -MAX_LAG * minStep);
    rising[i] = up;
  }

  /// The quantile of the delays so far, seconds; infinite before the first.
  public double value() {
    if (filled == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sorted = Arrays.copyOf(estimates, filled);
    Arrays.sort(sorted);
    return sorted[filled / 2];
  }

  /// Whether this delay lies above the quantile by more than the estimator's own unrest.
  public boolean isExceededBy(double delay) {
    return delay > value() + minStep / 2;
  }

  /// Whether every estimator has begun.
  public boolean isReady() {
    return filled == REPEATS;
  }

  /// Forgets every delay.
  public void reset() {
    filled = 0;
  }
}
