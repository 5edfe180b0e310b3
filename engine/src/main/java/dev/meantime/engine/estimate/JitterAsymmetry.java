// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// Where the jitter of a path comes from. A request that is held up makes the local clock look
/// behind by half the extra delay, an answer that is held up makes it look ahead; when only one way
/// is held up, offsets follow delays, and the extra delay can be subtracted again. Confined to the
/// loop.
///
/// Asymmetry is negative when the way to the source varies more. An offset (positive: local clock
/// behind) is corrected by adding asymmetry times the delay beyond the smallest.
final class JitterAsymmetry {

  static final double MAX = 0.5;

  private static final double NEARLY_MAX = 0.45;
  private static final int MIN_RUN = 10;
  private static final int MAX_RUN = 1000;

  /// Two variables and a constant, and one point more to have a choice.
  private static final int MIN_POINTS = 4;

  private static final double MIN_INDEPENDENCE = 1e-10;

  private final double setting;

  /// How often in a row the jitter was found to be on one side; negative for the way to the source.
  private int run;

  private double asymmetry;

  /// @param setting as in {@link EstimatorOptions#asymmetry()}
  JitterAsymmetry(double setting) {
    this.setting = setting;
  }

  /// The asymmetry now, −0.5 to 0.5; 0 when the jitter is not, or not for long, on one side.
  double asymmetry() {
    return asymmetry;
  }

  void reset() {
    run = 0;
    asymmetry = 0;
  }

  /// Looks at the first `count` points again and corrects their offsets.
  ///
  /// @param time seconds
  /// @param offset is corrected in place, seconds
  /// @param delay round trip of each, seconds
  /// @param minDelay smallest round trip of the path, seconds
  void correct(double[] time, double[] offset, double[] delay, double minDelay, int count) {
    asymmetry = Math.abs(setting) <= MAX ? setting : detect(time, offset, delay, count);
    if (asymmetry != 0) {
      for (int i = 0; i < count; i++) {
        offset[i] += asymmetry * (delay[i] - minDelay);
      }
    }
  }

  private double detect(double[] time, double[] offset, double[] delay, int count) {
    double found = -offsetPerDelay(time, offset, delay, count);
    if (Double.isNaN(found) || found * run < 0) {
      run = 0;
      return 0;
    }
    if (found <= -NEARLY_MAX && run > -MAX_RUN) {
      run--;
    } else if (found >= NEARLY_MAX && run < MAX_RUN) {
      run++;
    }
    return Math.abs(run) < MIN_RUN ? 0 : Math.min(Math.max(found, -MAX), MAX);
  }

  /// The slope of offset against delay, with the slope against time fitted beside it; NaN when time
  /// and delay cannot be told apart.
  static double offsetPerDelay(double[] time, double[] offset, double[] delay, int count) {
    if (count < MIN_POINTS) {
      return Double.NaN;
    }
    double meanTime = mean(time, count);
    double meanDelay = mean(delay, count);
    double meanOffset = mean(offset, count);
    double timeTime = 0;
    double delayDelay = 0;
    double timeDelay = 0;
    double timeOffset = 0;
    double delayOffset = 0;
    for (int i = 0; i < count; i++) {
      double t = time[i] - meanTime;
      double d = delay[i] - meanDelay;
      double y = offset[i] - meanOffset;
      timeTime += t * t;
      delayDelay += d * d;
      timeDelay += t * d;
      timeOffset += t * y;
      delayOffset += d * y;
    }
    double determinant = timeTime * delayDelay - timeDelay * timeDelay;
    return determinant > MIN_INDEPENDENCE * timeTime * delayDelay
        ? (delayOffset * timeTime - timeOffset * timeDelay) / determinant
        : Double.NaN;
  }

  private static double mean(double[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }
}
