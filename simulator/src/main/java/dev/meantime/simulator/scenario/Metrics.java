// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// How well one host kept time in one run, in SI units.
///
/// @param error the time error from `reset` on
/// @param frequency the rate
/// @param settling how long it took to become right
/// @param claim what the daemon said about itself
/// @param polls requests that left the host for port 123, from the start to the end
/// @param meanPoll seconds of the run for each of them; NaN without one
/// @param steps of the wall clock made by the daemon
public record Metrics(
    TimeError error,
    Rate frequency,
    Settling settling,
    Claim claim,
    long polls,
    double meanPoll,
    long steps) {

  /// The true offset of the wall clock, sampled once a second from `reset` on.
  ///
  /// @param rms seconds, as all others
  /// @param mean positive when the clock was behind
  /// @param meanAbsolute of the magnitude, as those that follow
  public record TimeError(
      double rms,
      double mean,
      double meanAbsolute,
      double maximum,
      double p50,
      double p95,
      double p99,
      double p999) {}

  /// How wrong the corrected clock's rate is, sampled at the same times, s/s. A running slew is
  /// part of it.
  ///
  /// @param largestSlew the largest magnitude in the whole run
  public record Rate(double rms, double largestSlew) {}

  /// Seconds from the last time that somebody moved the clock, or else from the start, until the
  /// error stayed below; infinite when it never did.
  ///
  /// @param overshoot the largest error on the other side of zero since then, seconds
  public record Settling(double to100ms, double to10ms, double to1ms, double overshoot) {}

  /// The daemon's word against the truth, sampled once a second from the first synchronisation on.
  ///
  /// @param firstSynchronised seconds from the start; infinite for never
  /// @param synchronised share of the time since then in which it said so
  /// @param coverage share of that time in which the truth was within the claimed bound; NaN when
  ///   it was never synchronised
  /// @param medianBound the claimed bound while synchronised, from `reset` on, seconds; NaN
  ///   likewise
  public record Claim(
      double firstSynchronised, double synchronised, double coverage, double medianBound) {}
}
