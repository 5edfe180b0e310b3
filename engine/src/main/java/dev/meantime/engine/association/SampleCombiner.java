// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SampleFilter;
import java.util.Optional;

/// What becomes of good samples on their way to the estimator. Confined to the association's loop.
sealed interface SampleCombiner {

  /// Takes a good sample and gives the one for the estimator, if there is one now.
  Optional<Sample> onGood(Sample sample);

  /// A poll passed without a good sample.
  ///
  /// @return the sample for the estimator, if there is one now
  Optional<Sample> onPollWithoutSample();

  void onClockAdjusted(ClockAdjustment adjustment);

  /// The source put its clock forward by so many seconds.
  void onSourceAdjusted(double seconds);

  void reset();

  static SampleCombiner of(int filter, double precision) {
    return filter > 0 ? new OfPolls(filter, precision) : new EachSample();
  }

  /// Without `filter`.
  record EachSample() implements SampleCombiner {
    @Override
    public Optional<Sample> onGood(Sample sample) {
      return Optional.of(sample);
    }

    @Override
    public Optional<Sample> onPollWithoutSample() {
      return Optional.empty();
    }

    @Override
    public void onClockAdjusted(ClockAdjustment adjustment) {}

    @Override
    public void onSourceAdjusted(double seconds) {}

    @Override
    public void reset() {}
  }

  /// `filter`: one sample out of so many polls, whatever they brought.
  final class OfPolls implements SampleCombiner {

    private static final int MAX_LENGTH = 256;
    private static final double MAX_DISPERSION = 16;
    private static final double MEDIAN_ONLY = 0;

    private final SampleFilter filter;
    private final int length;
    private int polls;

    OfPolls(int length, double precision) {
      this.length = Math.min(length, MAX_LENGTH);
      this.filter = new SampleFilter(this.length, MAX_DISPERSION, MEDIAN_ONLY, precision);
    }

    @Override
    public Optional<Sample> onGood(Sample sample) {
      filter.add(sample);
      return onPoll();
    }

    @Override
    public Optional<Sample> onPollWithoutSample() {
      return onPoll();
    }

    private Optional<Sample> onPoll() {
      if (++polls < length) {
        return Optional.empty();
      }
      polls = 0;
      return filter.combined();
    }

    @Override
    public void onClockAdjusted(ClockAdjustment adjustment) {
      filter.onClockAdjusted(adjustment);
    }

    @Override
    public void onSourceAdjusted(double seconds) {
      filter.onSourceAdjusted(seconds);
    }

    @Override
    public void reset() {
      filter.reset();
      polls = 0;
    }
  }
}
