// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// The Wald and Wolfowitz runs test: residuals that keep their sign for too long are not noise
/// about the line but a sign that the line is wrong.
final class RunsTest {

  /// So few runs or fewer are suspicious, by the number of residuals.
  private static final byte[] CRITICAL = {
    0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7,
    7, 7, 8, 8, 9, 9, 9, 10, 10, 11, 11, 11, 12, 12, 13, 13, 14, 14, 14, 15,
    15, 16, 16, 17, 17, 18, 18, 18, 19, 19, 20, 20, 21, 21, 21, 22, 22, 23, 23, 24,
    24, 25, 25, 26, 26, 26, 27, 27, 28, 28, 29, 29, 30, 30, 30, 31, 31, 32, 32, 33,
    33, 34, 34, 35, 35, 35, 36, 36, 37, 37, 38, 38, 39, 39, 40, 40, 40, 41, 41, 42,
    42, 43, 43, 44, 44, 45, 45, 46, 46, 46, 47, 47, 48, 48, 49, 49, 50, 50, 51, 51,
    52, 52, 52, 53, 53, 54, 54, 55, 55, 56
  };

  private RunsTest() {}

  /// Most residuals that can be tested.
  static int maxResiduals() {
    return CRITICAL.length - 1;
  }

  /// How often the sign changes, plus one. A residual of zero is a run of its own.
  static int runs(double[] residuals, int from, int to) {
    int runs = to > from ? 1 : 0;
    for (int i = from + 1; i < to; i++) {
      boolean sameSign =
          (residuals[i - 1] < 0 && residuals[i] < 0) || (residuals[i - 1] > 0 && residuals[i] > 0);
      if (!sameSign) {
        runs++;
      }
    }
    return runs;
  }

  /// Whether so many runs look like noise.
  static boolean isPassed(int runs, int residuals) {
    return runs > CRITICAL[residuals];
  }
}
