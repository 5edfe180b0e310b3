// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import dev.meantime.engine.ClockAdjustment;
import java.util.Arrays;
import java.util.List;

/// The newest samples, oldest first. Confined to the loop.
final class SampleWindow {

  private final Sample[] samples;
  private final double[] bestLikelihoods;
  private int size;

  /// Of the sample that left last; meaningless before the first did.
  private long leftNanos;

  SampleWindow(int capacity) {
    samples = new Sample[capacity];
    bestLikelihoods = new double[capacity];
  }

  boolean isFull() {
    return size == samples.length;
  }

  /// Adds the newest one; there must be room.
  void add(Sample sample) {
    samples[size] = sample;
    size++;
  }

  void removeOldest() {
    leftNanos = samples[0].timeNanos();
    System.arraycopy(samples, 1, samples, 0, size - 1);
    System.arraycopy(bestLikelihoods, 1, bestLikelihoods, 0, size - 1);
    size--;
  }

  void clear() {
    size = 0;
  }

  Sample get(int index) {
    return samples[index];
  }

  Sample last() {
    return samples[size - 1];
  }

  int size() {
    return size;
  }

  /// Seconds from the sample before it, which for the first one is the one that left last.
  double interval(int index) {
    long before = index == 0 ? leftNanos : samples[index - 1].timeNanos();
    return (samples[index].timeNanos() - before) * 1e-9;
  }

  /// The log-likelihood of this sample for the hypothesis that had expected it the most, when it
  /// came.
  double bestLikelihood(int index) {
    return bestLikelihoods[index];
  }

  void setBestLikelihood(int index, double value) {
    bestLikelihoods[index] = value;
  }

  /// Cooked time of the sample that left last.
  long leftNanos() {
    return leftNanos;
  }

  void adjust(ClockAdjustment adjustment) {
    leftNanos = adjustment.apply(leftNanos);
    for (int i = 0; i < size; i++) {
      samples[i] = samples[i].adjustedBy(adjustment);
    }
  }

  void addOffset(double seconds) {
    for (int i = 0; i < size; i++) {
      samples[i] = samples[i].withOffsetAdded(seconds);
    }
  }

  void addDispersion(double seconds) {
    for (int i = 0; i < size; i++) {
      samples[i] = samples[i].withDispersionAdded(seconds);
    }
  }

  List<Sample> toList() {
    return List.copyOf(Arrays.asList(samples).subList(0, size));
  }
}
