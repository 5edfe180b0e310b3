// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.Arrays;
import java.util.Optional;

/// The figures of {@link Metrics} one by one, for whoever compares or prints them.
public enum Metric {
  RMS("rms", Unit.SECONDS),
  MEAN("mean", Unit.SECONDS),
  MEAN_ABSOLUTE("meanAbsolute", Unit.SECONDS),
  MAXIMUM("maximum", Unit.SECONDS),
  P50("p50", Unit.SECONDS),
  P95("p95", Unit.SECONDS),
  P99("p99", Unit.SECONDS),
  P999("p999", Unit.SECONDS),
  RMS_FREQUENCY("rmsFrequency", Unit.FREQUENCY),
  LARGEST_SLEW("largestSlew", Unit.FREQUENCY),
  TO_100_MS("to100ms", Unit.SECONDS),
  TO_10_MS("to10ms", Unit.SECONDS),
  TO_1_MS("to1ms", Unit.SECONDS),
  OVERSHOOT("overshoot", Unit.SECONDS),
  STEPS("steps", Unit.COUNT),
  POLLS("polls", Unit.COUNT),
  MEAN_POLL("meanPoll", Unit.SECONDS),
  FIRST_SYNCHRONISED("firstSynchronised", Unit.SECONDS),
  SYNCHRONISED("synchronised", Unit.SHARE),
  MEDIAN_BOUND("medianBound", Unit.SECONDS),
  COVERAGE("coverage", Unit.SHARE);

  /// What a figure is measured in.
  public enum Unit {
    SECONDS,
    FREQUENCY,
    SHARE,
    COUNT
  }

  private final String label;
  private final Unit unit;

  Metric(String label, Unit unit) {
    this.label = label;
    this.unit = unit;
  }

  /// The one of this label.
  public static Optional<Metric> labelled(String label) {
    return Arrays.stream(values()).filter(metric -> metric.label.equals(label)).findFirst();
  }

  /// As in JSON.
  public String label() {
    return label;
  }

  public Unit unit() {
    return unit;
  }

  /// In SI units. Infinite for what never happened, NaN for what cannot be said.
  public double of(Metrics metrics) {
    return switch (this) {
      case RMS -> metrics.error().rms();
      case MEAN -> metrics.error().mean();
      case MEAN_ABSOLUTE -> metrics.error().meanAbsolute();
      case MAXIMUM -> metrics.error().maximum();
      case P50 -> metrics.error().p50();
      case P95 -> metrics.error().p95();
      case P99 -> metrics.error().p99();
      case P999 -> metrics.error().p999();
      case RMS_FREQUENCY -> metrics.frequency().rms();
      case LARGEST_SLEW -> metrics.frequency().largestSlew();
      case TO_100_MS -> metrics.settling().to100ms();
      case TO_10_MS -> metrics.settling().to10ms();
      case TO_1_MS -> metrics.settling().to1ms();
      case OVERSHOOT -> metrics.settling().overshoot();
      case STEPS -> metrics.steps();
      case POLLS -> metrics.polls();
      case MEAN_POLL -> metrics.meanPoll();
      case FIRST_SYNCHRONISED -> metrics.claim().firstSynchronised();
      case SYNCHRONISED -> metrics.claim().synchronised();
      case MEDIAN_BOUND -> metrics.claim().medianBound();
      case COVERAGE -> metrics.claim().coverage();
    };
  }
}
