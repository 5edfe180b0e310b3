// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.math.BigDecimal;
import java.math.MathContext;

/// Where the lines of a plot's grid go, and what they are called.
final class Ticks {

  private static final double[] CLOCK_STEPS = {
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400
  };

  private Ticks() {}

  /// A round step that makes at most so many of them.
  static double step(double range, int most) {
    double least = range / most;
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /// The same for times: whole minutes, hours and days.
  static double clockStep(double range, int most) {
    for (double step : CLOCK_STEPS) {
      if (range / step <= most) {
        return step;
      }
    }
    return Math.max(1, step(range / 86_400, most)) * 86_400;
  }

  /// What a time axis counts in: a unit's name and seconds.
  record TimeUnit(String name, double seconds) {
    static TimeUnit of(double range) {
      if (range <= 600) {
        return new TimeUnit("seconds", 1);
      }
      if (range <= 7200) {
        return new TimeUnit("minutes", 60);
      }
      return range <= 3 * 86_400.0 ? new TimeUnit("hours", 3600) : new TimeUnit("days", 86_400);
    }
  }

  /// Such as `200 µs`, without needless digits.
  static String seconds(double value) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return "0";
    }
    if (magnitude < 0.9995e-6) {
      return plain(value * 1e9) + " ns";
    }
    if (magnitude < 0.9995e-3) {
      return plain(value * 1e6) + " µs";
    }
    return magnitude < 0.9995 ? plain(value * 1e3) + " ms" : plain(value) + " s";
  }

  static String plain(double value) {
    String digits =
        new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    return digits.replace('-', '−');
  }
}
