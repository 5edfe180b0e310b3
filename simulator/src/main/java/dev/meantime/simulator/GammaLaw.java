// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

/// Draws from the gamma law with scale 1 (Marsaglia and Tsang, 2000).
final class GammaLaw {

  private GammaLaw() {}

  /// @param shape more than 0
  static double draw(double shape, RandomStream random) {
    return shape >= 1
        ? drawFromOne(shape, random)
        // X of shape a + 1 times U^(1/a) has shape a.
        : drawFromOne(shape + 1, random) * StrictMath.pow(random.nextPositive(), 1 / shape);
  }

  private static double drawFromOne(double shape, RandomStream random) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double root = 1 + c * x;
      if (root > 0) {
        double v = root * root * root;
        if (StrictMath.log(random.nextPositive())
            < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
          return d * v;
        }
      }
    }
  }
}
