// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.ArrayList;
import java.util.List;

/// How much each sample of a window counts in the present offset.
final class Influences {

  private Influences() {}

  /// Runs the samples through a filter once more and follows their parts back from the newest.
  ///
  /// @param filter the state after the newest sample
  /// @param origin the state before the oldest one; its wander is the filter's
  /// @param began whether the oldest sample is the first there ever was, so that there is no origin
  /// @param wander standard deviation of the frequency's change in one second, s/s
  static List<Explanation.Influence> of(
      JitterLaw law,
      ClockFilter filter,
      ClockFilter origin,
      boolean began,
      double wander,
      SampleWindow window,
      PathDelay path,
      FrequencyGuess guess) {
    int size = window.size();
    double[] offsetGains = new double[size];
    double[] frequencyGains = new double[size];
    double[] errors = new double[size];
    double[] shifts = new double[size];
    Noise noise = new Noise();
    TruncatedNormal scratch = new TruncatedNormal();
    ClockFilter again = new ClockFilter(wander);
    again.copyFrom(origin);
    for (int i = 0; i < size; i++) {
      Sample sample = window.get(i);
      law.interpret(sample.delay(), path, noise);
      errors[i] = Math.sqrt(noise.totalVariance());
      shifts[i] = noise.shift();
      if (i == 0 && began) {
        again.start(sample.offset(), noise, guess);
      } else {
        again.predict(window.interval(i));
        again.update(sample.offset(), noise, scratch);
      }
      offsetGains[i] = again.offsetGain();
      frequencyGains[i] = again.frequencyGain();
    }
    List<Explanation.Influence> influences = new ArrayList<>();
    double ofOffset = 1;
    double ofFrequency = 0;
    for (int i = size - 1; i >= 0; i--) {
      Sample sample = window.get(i);
      double age = (window.last().timeNanos() - sample.timeNanos()) * 1e-9;
      double line = filter.offset() - age * filter.frequency();
      double weight = ofOffset * offsetGains[i] + ofFrequency * frequencyGains[i];
      influences.addFirst(
          new Explanation.Influence(
              sample, errors[i], sample.offset() - shifts[i] - line, weight, false));
      ofOffset -= weight;
      ofFrequency += ofOffset * (i == 0 ? 0 : window.interval(i));
    }
    return influences;
  }
}
