// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.LeapIndicator;

/// Finds out which second (or which part of one, where pulses come faster) a pulse marks. Pure
/// functions.
final class PulseNumbering {

  /// How much of the interval between pulses all errors together may take up.
  private static final double CLEAR = 0.4;

  private PulseNumbering() {}

  /// What a pulse comes to.
  sealed interface Outcome {
    /// The second is known.
    ///
    /// @param offset true time minus cooked clock, seconds
    record Numbered(double offset, LeapIndicator leap) implements Outcome {}

    record Refused(ReferenceClockRejection reason) implements Outcome {}
  }

  /// Adds the whole number of pulses that is missing from an offset.
  ///
  /// @param offset true time minus cooked clock, seconds, up to a whole number of pulses
  /// @param dispersion error of the pulse itself, seconds
  static Outcome number(
      ReferenceClockOptions options,
      long cookedNanos,
      double offset,
      double dispersion,
      Seconds seconds) {
    double folded = offset - Math.rint(offset * options.rate()) / options.rate();
    Outcome outcome =
        switch (seconds) {
          case Seconds.OwnClock(ClockState own) -> byOwnClock(options, cookedNanos, folded, own);
          case Seconds.Other other -> byOther(options, cookedNanos, folded, dispersion, other);
          case Seconds.Nobody() -> new Outcome.Refused(ReferenceClockRejection.NO_LOCK_SAMPLE);
        };
    return outcome;
  }

  private static Outcome byOwnClock(
      ReferenceClockOptions options, long cookedNanos, double offset, ClockState own) {
    if (!own.isSynchronised()) {
      return new Outcome.Refused(ReferenceClockRejection.CLOCK_NOT_SYNCHRONISED);
    }
    double distance = own.errorBoundAt(cookedNanos);
    if (!(distance < 0.5 / options.rate())) {
      return new Outcome.Refused(ReferenceClockRejection.CLOCK_UNCERTAIN);
    }
    if (options.width() > 0) {
      double longest = edgeDistance(options);
      if (Math.abs(offset) > longest || distance > longest) {
        return new Outcome.Refused(ReferenceClockRejection.WRONG_EDGE);
      }
    }
    return new Outcome.Numbered(offset, LeapIndicator.NONE);
  }

  private static Outcome byOther(
      ReferenceClockOptions options,
      long cookedNanos,
      double offset,
      double dispersion,
      Seconds.Other other) {
    Sample last = other.last();
    double age = Math.abs(cookedNanos - last.timeNanos()) * 1e-9;
    if (!(age < (double) options.maxLockAge() / options.rate())) {
      return new Outcome.Refused(ReferenceClockRejection.NO_LOCK_SAMPLE);
    }
    double aligned = offset + Math.rint((last.offset() - offset) * options.rate()) / options.rate();
    double difference = Math.abs(last.offset() - aligned);
    double error = last.rootDispersion() + other.scatter() + dispersion;
    if (!(difference + error <= CLEAR / options.rate())) {
      return new Outcome.Refused(ReferenceClockRejection.LOCK_UNCERTAIN);
    }
    if (options.width() > 0 && difference + error > edgeDistance(options)) {
      return new Outcome.Refused(ReferenceClockRejection.WRONG_EDGE);
    }
    return new Outcome.Numbered(aligned, other.leap());
  }

  /// Half of the time from an edge to the nearest one of the other kind.
  private static double edgeDistance(ReferenceClockOptions options) {
    return 0.5 * Math.min(options.width(), 1.0 / options.rate() - options.width());
  }
}
