// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// Adds up the samples of one host in one run. Confined to its run.
final class MetricsCollector {

  private final double reset;
  private final double origin;
  private final MagnitudeHistogram errors = new MagnitudeHistogram();
  private final MagnitudeHistogram bounds = new MagnitudeHistogram();
  private double sum;
  private double sumOfSquares;
  private double sumOfMagnitudes;
  private double maximum;
  private double sumOfSquaredRates;
  private double largestSlew;
  private double last100ms = Double.NaN;
  private double last10ms = Double.NaN;
  private double last1ms = Double.NaN;
  private double side;
  private double overshoot;
  private double firstSynchronised = Double.POSITIVE_INFINITY;
  private long sinceSynchronised;
  private long claimed;
  private long covered;
  private double end;

  /// @param reset from here on errors count, seconds
  /// @param origin from here on settling counts: when the clock was last moved by somebody
  MetricsCollector(double reset, double origin) {
    this.reset = reset;
    this.origin = origin;
  }

  /// @param seconds since the start, rising from call to call
  /// @param offset true, seconds, positive when the clock is behind
  /// @param rateError true, of the corrected clock, s/s
  /// @param bound claimed, seconds; NaN while nothing is claimed
  void add(double seconds, double offset, double rateError, double bound) {
    end = seconds;
    double magnitude = Math.abs(offset);
    largestSlew = Math.max(largestSlew, Math.abs(rateError));
    if (seconds >= reset) {
      errors.add(magnitude);
      sum += offset;
      sumOfSquares += offset * offset;
      sumOfMagnitudes += magnitude;
      maximum = Math.max(maximum, magnitude);
      sumOfSquaredRates += rateError * rateError;
    }
    if (seconds >= origin) {
      settle(seconds, offset, magnitude);
    }
    claim(seconds, magnitude, bound);
  }

  private void settle(double seconds, double offset, double magnitude) {
    if (magnitude >= 0.1) {
      last100ms = seconds;
    }
    if (magnitude >= 0.01) {
      last10ms = seconds;
    }
    if (magnitude >= 0.001) {
      last1ms = seconds;
    }
    if (side == 0) {
      side = Math.signum(offset);
    }
    overshoot = Math.max(overshoot, -side * offset);
  }

  private void claim(double seconds, double magnitude, double bound) {
    boolean claims = !Double.isNaN(bound);
    if (claims && Double.isInfinite(firstSynchronised)) {
      firstSynchronised = seconds;
    }
    if (Double.isInfinite(firstSynchronised)) {
      return;
    }
    sinceSynchronised++;
    if (claims) {
      claimed++;
      covered += magnitude <= bound ? 1 : 0;
      if (seconds >= reset) {
        bounds.add(bound);
      }
    }
  }

  /// What came out.
  ///
  /// @param duration of the run, seconds
  Metrics metrics(double duration, long polls, long steps) {
    double count = errors.total();
    return new Metrics(
        new Metrics.TimeError(
            Math.sqrt(sumOfSquares / count),
            sum / count,
            sumOfMagnitudes / count,
            maximum,
            percentile(0.5),
            percentile(0.95),
            percentile(0.99),
            percentile(0.999)),
        new Metrics.Rate(Math.sqrt(sumOfSquaredRates / count), largestSlew),
        new Metrics.Settling(settled(last100ms), settled(last10ms), settled(last1ms), overshoot),
        new Metrics.Claim(
            firstSynchronised,
            sinceSynchronised == 0 ? 0 : (double) claimed / sinceSynchronised,
            (double) covered / claimed,
            bounds.quantile(0.5)),
        polls,
        polls == 0 ? Double.NaN : duration / polls,
        steps);
  }

  /// The histogram's steps must not carry it above the exact maximum.
  private double percentile(double share) {
    return Math.min(errors.quantile(share), maximum);
  }

  /// A sample above the limit says that the second after it is the first that may be below.
  private double settled(double lastAbove) {
    if (Double.isNaN(lastAbove)) {
      return 0;
    }
    return lastAbove >= end ? Double.POSITIVE_INFINITY : lastAbove + 1 - origin;
  }
}
