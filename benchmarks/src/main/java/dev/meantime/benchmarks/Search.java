// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import java.io.IOException;

/// Searches for the highest rate at which a server loses less than one request in a hundred.
final class Search {

  private static final double MOST_LOST = 0.01;
  private static final double STEP = 1.25;
  private static final double PRECISION = 1.05;

  /// A generator that sends less than this part of what was asked has come to its own limit.
  private static final double KEPT_UP = 0.97;

  private static final double LOWEST = 5_000;

  private final Load load;
  private final Load.Kind kind;
  private final int milliseconds;

  /// @param milliseconds of each attempt
  Search(Load load, Load.Kind kind, int milliseconds) {
    this.load = load;
    this.kind = kind;
    this.milliseconds = milliseconds;
  }

  /// The highest rate found, to five in a hundred.
  ///
  /// @param guess where to begin
  double highest(double guess) throws IOException {
    double good = 0;
    double bad = Double.POSITIVE_INFINITY;
    double rate = guess;
    while (bad / Math.max(good, 1) > PRECISION) {
      if (holds(rate)) {
        good = rate;
      } else {
        bad = rate;
      }
      if (bad == Double.POSITIVE_INFINITY) {
        rate = good * STEP;
      } else if (good == 0) {
        rate = bad / STEP;
        if (rate < LOWEST) {
          return 0;
        }
      } else {
        rate = Math.sqrt(good * bad);
      }
    }
    return good;
  }

  /// Tries twice: on a machine that does other things as well, once may be somebody else's fault.
  private boolean holds(double rate) throws IOException {
    for (int i = 0; i < 2; i++) {
      LoadResult result = load.run(kind, rate, milliseconds);
      if (result.loss() < MOST_LOST && result.rate() > KEPT_UP * rate) {
        return true;
      }
    }
    return false;
  }
}
