// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.Optional;

/// What we are synchronised to, and how wrong that can be. Confined to the discipline.
final class Reference {

  /// What an unsynchronised clock says of its root delay and root dispersion, seconds.
  private static final double UNKNOWN = 1;

  private static final double RMS_WEIGHT = 0.1;

  private final double maxClockError;
  private ClockState state = unsynchronised(0, 0, 0, 1);
  private double widening;
  private double offsetDeviation;
  private double frequencyDeviation;
  private double meanSquare;
  private boolean meanMoves;

  Reference(double maxClockError) {
    this.maxClockError = maxClockError;
  }

  boolean isSynchronised() {
    return state.isSynchronised();
  }

  /// Bound of the frequency's error.
  double skew() {
    return state.skew();
  }

  /// The drift file or a first guess gave the frequency.
  void startWith(double skew) {
    state = unsynchronised(0, 0, 0, skew);
  }

  /// Takes an update.
  ///
  /// @param fuzz seconds by which the shown time of the update is early, so that nobody learns when
  ///   exactly we ask our sources
  void update(
      ClockEstimate estimate,
      double offset,
      FrequencyUpdate frequency,
      double interval,
      long cookedNanos,
      double fuzz) {
    offsetDeviation = estimate.offsetDeviation();
    frequencyDeviation = estimate.frequencyDeviation();
    widening = 0;
    double rms = rmsAfter(offset);
    state =
        switch (estimate.leap()) {
          case UNSYNCHRONISED -> unsynchronised(offset, rms, interval, frequency.skew());
          case NONE, INSERT, DELETE ->
              new ClockState(
                  LeapIndicator.NONE,
                  Math.min(estimate.stratum() + 1, 16),
                  estimate.referenceId(),
                  Optional.of(estimate.source()),
                  cookedNanos - Math.round(fuzz * 1e9),
                  estimate.timeNanos(),
                  0,
                  offset,
                  rms,
                  0,
                  frequency.residual(),
                  frequency.skew(),
                  estimate.rootDelay(),
                  estimate.rootDispersion(),
                  Math.hypot(frequency.skew() + Math.abs(frequency.residual()), maxClockError),
                  interval,
                  estimate.wander());
        };
  }

  /// No source can be believed any more.
  void lose() {
    state =
        unsynchronised(
            state.lastOffset(), state.rmsOffset(), state.lastUpdateInterval(), state.skew());
  }

  /// The moment of a correction is not known better than this.
  void widen(double seconds) {
    widening += seconds;
  }

  /// Puts its readings onto the scale of the changed clock.
  void onAdjusted(ClockAdjustment adjustment) {
    if (state.isSynchronised()) {
      state =
          with(
              adjustment.apply(state.referenceNanos()),
              adjustment.apply(state.updateNanos()),
              state.leap(),
              0,
              0,
              0);
    }
  }

  /// @param leap what to announce while synchronised
  ClockState state(LeapIndicator leap, double remaining, double frequency) {
    return with(
        state.referenceNanos(),
        state.updateNanos(),
        state.isSynchronised() ? leap : LeapIndicator.UNSYNCHRONISED,
        state.isSynchronised() ? widening : 0,
        remaining,
        frequency);
  }

  double errorBoundAt(long cookedNanos) {
    return state.errorBoundAt(cookedNanos) + widening;
  }

  /// The expected error of the cooked clock, seconds.
  double estimatedErrorAt(long cookedNanos) {
    double age = Math.abs(cookedNanos - state.updateNanos()) * 1e-9;
    return offsetDeviation + age * frequencyDeviation;
  }

  private double rmsAfter(double offset) {
    double square = offset * offset;
    // The first offsets are large and fall: they would spoil a mean for a long time.
    meanMoves |= meanSquare > 0 && meanSquare < square;
    meanSquare = meanMoves ? meanSquare + RMS_WEIGHT * (square - meanSquare) : square;
    return Math.sqrt(meanSquare);
  }

  private static ClockState unsynchronised(
      double lastOffset, double rmsOffset, double interval, double skew) {
    return new ClockState(
        LeapIndicator.UNSYNCHRONISED,
        16,
        ReferenceId.NONE,
        Optional.empty(),
        0,
        0,
        0,
        lastOffset,
        rmsOffset,
        0,
        0,
        skew,
        UNKNOWN,
        UNKNOWN,
        0,
        interval,
        0);
  }

  private ClockState with(
      long referenceNanos,
      long updateNanos,
      LeapIndicator leap,
      double added,
      double remaining,
      double frequency) {
    return new ClockState(
        leap,
        state.stratum(),
        state.referenceId(),
        state.source(),
        referenceNanos,
        updateNanos,
        remaining,
        state.lastOffset(),
        state.rmsOffset(),
        frequency,
        state.residualFrequency(),
        state.skew(),
        state.rootDelay(),
        state.rootDispersion() + added,
        state.dispersionRate(),
        state.lastUpdateInterval(),
        state.wander());
  }
}
