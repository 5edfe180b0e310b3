// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The figures of {@link Metrics} one by one, for whoever compares or prints them.
public enum Metric {
  RMS("rms", Unit.SECONDS, m -> m.error().rms()),
  MEAN("mean", Unit.SECONDS, m -> m.error().mean()),
  MEAN_ABSOLUTE("meanAbsolute", Unit.SECONDS, m -> m.error().meanAbsolute()),
  MAXIMUM("maximum", Unit.SECONDS, m -> m.error().maximum()),
  P50("p50", Unit.SECONDS, m -> m.error().p50()),
  P95("p95", Unit.SECONDS, m -> m.error().p95()),
  P99("p99", Unit.SECONDS, m -> m.error().p99()),
  P999("p999", Unit.SECONDS, m -> m.error().p999()),
  RMS_FREQUENCY("rmsFrequency", Unit.FREQUENCY, m -> m.frequency().rms()),
  LARGEST_SLEW("largestSlew", Unit.FREQUENCY, m -> m.frequency().largestSlew()),
  TO_100_MS("to100ms", Unit.SECONDS, m -> m.settling().to100ms()),
  TO_10_MS("to10ms", Unit.SECONDS, m -> m.settling().to10ms()),
  TO_1_MS("to1ms", Unit.SECONDS, m -> m.settling().to1ms()),
  OVERSHOOT("overshoot", Unit.SECONDS, m -> m.settling().overshoot()),
  STEPS("steps", Unit.COUNT, Metrics::steps),
  POLLS("polls", Unit.COUNT, Metrics::polls),
  MEAN_POLL("meanPoll", Unit.SECONDS, Metrics::meanPoll),
  FIRST_SYNCHRONISED("firstSynchronised", Unit.SECONDS, m -> m.claim().firstSynchronised()),
  SYNCHRONISED("synchronised", Unit.SHARE, m -> m.claim().synchronised()),
  MEDIAN_BOUND("medianBound", Unit.SECONDS, m -> m.claim().medianBound()),
  COVERAGE("coverage", Unit.SHARE, m -> m.claim().coverage());

  /// What a figure is measured in.
  public enum Unit {
    SECONDS,
    FREQUENCY,
    SHARE,
    COUNT
  }

  private final String label;
  private final Unit unit;
  private final ToDoubleFunction<Metrics> value;

  Metric(String label, Unit unit, ToDoubleFunction<Metrics> value) {
    this.label = label;
    this.unit = unit;
    this.value = value;
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
    return value.applyAsDouble(metrics);
  }
}
