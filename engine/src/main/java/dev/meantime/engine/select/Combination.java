// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.wire.LeapIndicator;
import java.util.List;
import java.util.Optional;

/// What several truechimers say together: offsets and frequencies weighted by the inverse of their
/// variance. To an offset's variance belongs how lopsided the path may be, which no number of
/// samples makes less.
final class Combination {

  /// No offset is so certain that its source alone should count, seconds.
  private static final double MIN_DEVIATION = 1e-9;

  /// Paths are commonly lopsided by a tenth of what they could be: part of the root distance.
  private static final double LOPSIDED = 0.1;

  private Combination() {}

  /// @param selected gives stratum, reference, root values and the time to which the result belongs
  /// @param others to be combined with it
  /// @param reach where the true offset can be now by the vote of the majority, which can be
  ///   farther away than the selected source alone would say
  static ClockEstimate of(
      Claim selected, List<Claim> others, LeapIndicator leap, Optional<Interval> reach) {
    SourceEstimate reference = selected.candidate().estimate();
    Sums sums = new Sums(reference);
    sums.add(selected);
    others.forEach(sums::add);
    double spread = sums.offsetSpread();
    double now = sums.offset() + selected.lastAge() * sums.frequency();
    double dispersion =
        reference.rootDispersion() + SourceEstimate.chance(spread, reference.rootDelay());
    double farthest = reach.map(r -> Math.max(r.high() - now, now - r.low())).orElse(0.0);
    return new ClockEstimate(
        selected.candidate().id(),
        selected.candidate().referenceId(),
        selected.candidate().stratum(),
        leap,
        1 + others.size(),
        reference.timeNanos(),
        sums.offset(),
        sums.offsetDeviation(),
        sums.frequency(),
        1 / Math.sqrt(sums.frequencyWeight),
        1 / Math.sqrt(sums.skewWeight),
        reference.rootDelay(),
        Math.max(dispersion, farthest - reference.rootDelay() / 2),
        reference.wander());
  }

  private static final class Sums {
    private final SourceEstimate reference;
    private double offsetWeight;
    private double offsets;
    private double offsetVariances;
    private double offsetSquares;
    private double frequencyWeight;
    private double frequencies;
    private double skewWeight;

    Sums(SourceEstimate reference) {
      this.reference = reference;
    }

    void add(Claim claim) {
      SourceEstimate estimate = claim.candidate().estimate();
      double elapsed = (reference.timeNanos() - estimate.timeNanos()) * 1e-9;
      // Relative to the selected source's, so that weighing does not cost digits.
      double difference = estimate.offsetAt(reference.timeNanos()) - reference.offset();
      // A prediction backwards is as uncertain as one forwards.
      double deviation = estimate.offsetDeviationAfter(Math.abs(elapsed));
      double lopsided = LOPSIDED * claim.distance();
      double weight = 1 / (square(Math.max(deviation, MIN_DEVIATION)) + square(lopsided));
      offsetWeight += weight;
      offsets += weight * difference;
      offsetVariances += square(weight * deviation);
      offsetSquares += weight * (deviation * deviation + difference * difference);

      double precision = 1 / square(estimate.frequencyDeviation());
      frequencyWeight += precision;
      frequencies += precision * estimate.frequency();
      skewWeight += 1 / square(estimate.skew());
    }

    double offset() {
      return reference.offset() + offsets / offsetWeight;
    }

    /// Of the weighted mean, if the sources err independently.
    double offsetDeviation() {
      return Math.sqrt(offsetVariances) / offsetWeight;
    }

    /// How far a source's offset is from the mean, or may be from its own: what to claim must cover
    /// a disagreement.
    double offsetSpread() {
      return Math.sqrt(offsetSquares / offsetWeight);
    }

    double frequency() {
      return frequencies / frequencyWeight;
    }

    private static double square(double value) {
      return value * value;
    }
  }
}
