// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.Random;

/// A clock whose frequency is a random walk, and a path to a perfect server that holds up packets:
/// the true offset is known at every sample. Confined to its test.
final class SimulatedSource {

  static final long START = 1_800_000_000L * 1_000_000_000L;

  /// How packets are held up.
  interface Jitter {
    /// Draws what to add to the shortest round trip, and what to add to the offset, seconds.
    double[] draw(Random random);
  }

  private final Random random;
  private final double wander;
  private final Jitter jitter;
  private double seconds;
  private double offset;
  private double frequency;
  private double minimumDelay = 0.02;

  /// @param wander standard deviation of the frequency's change in one second, s/s
  SimulatedSource(long seed, double wander, Jitter jitter) {
    random = new Random(seed);
    this.wander = wander;
    this.jitter = jitter;
    frequency = 20e-6 * random.nextGaussian();
    offset = 1e-3 * random.nextGaussian();
  }

  /// Both directions queue exponentially, with these mean delays.
  static Jitter exponential(double out, double back) {
    return random -> {
      double e1 = out == 0 ? 0 : -out * Math.log(1 - random.nextDouble());
      double e2 = back == 0 ? 0 : -back * Math.log(1 - random.nextDouble());
      return new double[] {e1 + e2, (e1 - e2) / 2};
    };
  }

  /// Normal noise that the delay does not show.
  static Jitter hidden(double deviation) {
    return random -> new double[] {0, deviation * random.nextGaussian()};
  }

  /// The next sample, so many seconds after the last one.
  Sample next(double interval) {
    double u1 = random.nextGaussian();
    double u2 = random.nextGaussian();
    // The integral of a random walk and its end are correlated by √3/2.
    double root = wander * Math.sqrt(interval);
    offset += frequency * interval + root * interval * (u1 / 2 + u2 / Math.sqrt(12));
    frequency += root * u1;
    seconds += interval;
    double[] error = jitter.draw(random);
    double delay = minimumDelay + error[0];
    return new Sample(timeNanos(), offset + error[1], delay, 1e-6, delay, 1e-6);
  }

  long timeNanos() {
    return START + Math.round(seconds * 1e9);
  }

  /// True offset at the last sample.
  double offset() {
    return offset;
  }

  /// True frequency at the last sample, as an estimate counts it.
  double frequency() {
    return frequency;
  }

  void jump(double seconds) {
    offset += seconds;
  }

  void changeFrequency(double change) {
    frequency += change;
  }

  void setMinimumDelay(double seconds) {
    minimumDelay = seconds;
  }
}
