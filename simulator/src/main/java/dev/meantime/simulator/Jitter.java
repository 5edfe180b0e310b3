// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.List;

/// The law of what a packet's delay has beyond the link's base.
public sealed interface Jitter {

  /// One draw, seconds; negative only where the law allows, and then not below −`base`.
  ///
  /// @param trueNanos when the packet leaves
  /// @param base the link's own delay, seconds
  double draw(long trueNanos, double base, RandomStream random);

  /// Nothing: every packet takes the base.
  record None() implements Jitter {
    @Override
    public double draw(long trueNanos, double base, RandomStream random) {
      return 0;
    }
  }

  /// As in a queue that is seldom long. Its standard deviation is its mean.
  ///
  /// @param mean seconds
  record Exponential(double mean) implements Jitter {
    public Exponential {
      requireNotNegative(mean);
    }

    @Override
    public double draw(long trueNanos, double base, RandomStream random) {
      return mean * random.nextExponential();
    }
  }

  /// To both sides of the base. What would arrive before it left is drawn again, so that the law is
  /// the truncated normal one.
  ///
  /// @param deviation standard deviation before truncation, seconds
  record Normal(double deviation) implements Jitter {
    public Normal {
      requireNotNegative(deviation);
    }

    @Override
    public double draw(long trueNanos, double base, RandomStream random) {
      while (true) {
        double value = deviation * random.nextGaussian();
        if (base + value >= 0) {
          return value;
        }
      }
    }
  }

  /// Between a long tail (shape below 1), the exponential law (1) and nearly the normal one (large
  /// shape); also the delay of several queues one after the other. Variance is mean² / shape.
  ///
  /// @param shape more than 0
  /// @param mean seconds
  record Gamma(double shape, double mean) implements Jitter {
    public Gamma {
      requirePositive(shape);
      requireNotNegative(mean);
    }

    @Override
    public double draw(long trueNanos, double base, RandomStream random) {
      return mean / shape * GammaLaw.draw(shape, random);
    }
  }

  /// A heavy tail that begins at 0 (Pareto's second kind, Lomax): more than `x` has the probability
  /// (1 + x / scale)^−shape, where the scale is mean · (shape − 1). Up to a shape of 2 the variance
  /// is infinite.
  ///
  /// @param shape more than 1, so that there is a mean
  /// @param mean seconds
  record Pareto(double shape, double mean) implements Jitter {
    public Pareto {
      if (!(shape > 1)) {
        throw new IllegalArgumentException("up to a shape of 1 there is no mean: " + shape);
      }
      requireNotNegative(mean);
    }

    @Override
    public double draw(long trueNanos, double base, RandomStream random) {
      double scale = mean * (shape - 1);
      return scale * (StrictMath.pow(random.nextPositive(), -1 / shape) - 1);
    }
  }

  /// Delays recorded at even intervals, beginning at the Unix epoch and again from the first after
  /// the last: packets sent at the same time take the same delay, as in the recording.
  ///
  /// @param interval seconds between two of them
  /// @param delays seconds beyond the base
  record Recorded(double interval, List<Double> delays) implements Jitter {
    public Recorded {
      requirePositive(interval);
      delays = requireDelays(delays);
    }

    @Override
    public double draw(long trueNanos, double base, RandomStream random) {
      long number = (long) Math.floor(trueNanos * 1e-9 / interval);
      return delays.get((int) Math.floorMod(number, (long) delays.size()));
    }
  }

  /// Recorded delays in no order: each packet takes one of them at random.
  ///
  /// @param delays seconds beyond the base
  record Resampled(List<Double> delays) implements Jitter {
    public Resampled {
      delays = requireDelays(delays);
    }

    @Override
    public double draw(long trueNanos, double base, RandomStream random) {
      return delays.get((int) (random.nextDouble() * delays.size()));
    }
  }

  private static List<Double> requireDelays(List<Double> delays) {
    if (delays.isEmpty()) {
      throw new IllegalArgumentException("a recording has at least one delay");
    }
    delays.forEach(Jitter::requireNotNegative);
    return List.copyOf(delays);
  }

  private static void requireNotNegative(double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("must not be negative: " + value);
    }
  }

  private static void requirePositive(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("must be more than 0: " + value);
    }
  }
}
