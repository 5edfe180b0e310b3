// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.ArrayList;
import java.util.List;

/// Which laws a path's jitter may follow, and how likely each is before anything was measured.
final class JitterPrior {

  /// Shares of the way to the source, beside one half: odds of 1 to 3, 9 and 27 either way.
  private static final double[] SHARES = {
    1 / 28.0, 1 / 10.0, 1 / 4.0, 3 / 4.0, 9 / 10.0, 27 / 28.0
  };

  private static final double LARGEST_DEVIATION = 0.1;
  private static final double DEVIATION_RATIO = Math.sqrt(10);

  private static final double SYMMETRIC = Math.log(0.5);
  private static final double LOPSIDED = Math.log(0.2 / SHARES.length);
  private static final double CONSTANT = Math.log(0.3);

  /// Decades by which constant noise differs from what the scatter of the delays suggests.
  private static final double SPREAD = 0.5;

  private final List<JitterLaw> laws;

  private JitterPrior(List<JitterLaw> laws) {
    this.laws = List.copyOf(laws);
  }

  /// @param asymmetry as in {@link EstimatorOptions#asymmetry()}
  /// @param precision of the local clock, seconds
  static JitterPrior of(double asymmetry, double precision) {
    List<JitterLaw> laws = new ArrayList<>();
    if (asymmetry == 0 || Math.abs(asymmetry) > 0.5) {
      laws.add(new JitterLaw.Symmetric());
    } else {
      laws.add(new JitterLaw.Given(asymmetry));
    }
    if (Math.abs(asymmetry) > 0.5) {
      for (double share : SHARES) {
        laws.add(new JitterLaw.Lopsided(share));
      }
    }
    for (double d = precision; d < LARGEST_DEVIATION; d *= DEVIATION_RATIO) {
      laws.add(new JitterLaw.Constant(d));
    }
    return new JitterPrior(laws);
  }

  List<JitterLaw> laws() {
    return laws;
  }

  double logProbability(JitterLaw law, PathDelay path) {
    return switch (law) {
      case JitterLaw.Symmetric symmetric -> SYMMETRIC;
      case JitterLaw.Given given -> SYMMETRIC;
      case JitterLaw.Lopsided lopsided -> LOPSIDED;
      case JitterLaw.Constant constant -> {
        if (path.meanExtra() * path.meanExtra() <= path.floor()) {
          // Round trips that never differ, such as a reference clock's, suggest nothing.
          yield CONSTANT - Math.log(laws.size());
        }
        // Were both directions independent, the offset would scatter by half of what the round trip
        // does, whatever the distribution.
        double suggested = path.deviation() / 2 + Math.sqrt(path.floor());
        double decades = Math.log10(constant.deviation() / suggested) / SPREAD;
        yield CONSTANT - 0.5 * decades * decades;
      }
    };
  }
}
