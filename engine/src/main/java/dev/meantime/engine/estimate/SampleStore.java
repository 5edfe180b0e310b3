// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/// A source's samples, oldest first: those the estimate rests on, and before them as many older
/// ones that only help to judge the fit. Confined to the loop.
final class SampleStore {

  private final int maxUsed;
  private final Sample[] samples;
  private int older;
  private int used;

  SampleStore(int maxUsed) {
    this.maxUsed = maxUsed;
    this.samples = new Sample[2 * maxUsed];
  }

  /// Adds the newest one; when full, the oldest in use becomes an older one.
  void add(Sample sample) {
    if (used == maxUsed) {
      used--;
      older++;
    }
    if (older + used == samples.length) {
      forgetOldest(1);
    }
    samples[older + used] = sample;
    used++;
  }

  /// Takes the `count` oldest out of use, but keeps as many older ones as are in use.
  void retire(int count) {
    used -= count;
    older += count;
    if (older > used) {
      forgetOldest(older - used);
    }
  }

  private void forgetOldest(int count) {
    System.arraycopy(samples, count, samples, 0, older + used - count);
    Arrays.fill(samples, older + used - count, older + used, null);
    older -= count;
  }

  void clear() {
    Arrays.fill(samples, null);
    older = 0;
    used = 0;
  }

  void replaceAll(UnaryOperator<Sample> change) {
    for (int i = 0; i < older + used; i++) {
      samples[i] = change.apply(samples[i]);
    }
  }

  /// By age over older ones and those in use; 0 is the oldest of all.
  Sample get(int index) {
    return samples[index];
  }

  Sample last() {
    return samples[older + used - 1];
  }

  /// How many are kept beyond those in use.
  int older() {
    return older;
  }

  /// How many the estimate rests on.
  int used() {
    return used;
  }

  /// Older ones and those in use.
  int size() {
    return older + used;
  }

  boolean isEmpty() {
    return used == 0;
  }

  boolean isFull() {
    return used == maxUsed;
  }
}
