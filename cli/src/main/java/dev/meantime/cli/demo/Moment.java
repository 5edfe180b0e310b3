// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import dev.meantime.engine.select.SourceStatus;
import java.util.List;
import java.util.Optional;

/// How everything stands at one moment: what the daemon says, and the truth, which only a
/// simulation knows.
///
/// @param elapsed true seconds since the start
/// @param offset the truth: seconds, positive when the clock is behind
/// @param bound how wrong the daemon says that the clock can be, seconds; NaN while it does not say
/// @param drift the truth: by how much the clock, left alone, runs slow, s/s
/// @param learntDrift the daemon's idea of that; NaN while it has none
/// @param skew how wrong the daemon says that this can be, s/s; NaN likewise
/// @param remaining seconds still to be slewed, positive when the clock is behind
/// @param steps made by the daemon so far, seconds, positive when the clock was put forward
/// @param broken looks so far at which the truth was outside the claimed bound
/// @param sources in the order of the configuration
record Moment(
    double elapsed,
    double offset,
    double bound,
    double drift,
    double learntDrift,
    double skew,
    double remaining,
    List<Double> steps,
    int broken,
    List<SourceRow> sources) {

  Moment {
    steps = List.copyOf(steps);
    sources = List.copyOf(sources);
  }

  boolean isSynchronised() {
    return !Double.isNaN(bound);
  }

  long sent() {
    return sources.stream().mapToLong(SourceRow::sent).sum();
  }

  long good() {
    return sources.stream().mapToLong(SourceRow::good).sum();
  }

  /// The sources whose time is believed.
  List<SourceRow> truechimers() {
    return sources.stream().filter(source -> source.status().isTruechimer()).toList();
  }

  List<SourceRow> falsetickers() {
    return sources.stream().filter(source -> source.status() == SourceStatus.FALSETICKER).toList();
  }

  /// The source that the clock follows; empty without one.
  Optional<SourceRow> selected() {
    return sources.stream().filter(source -> source.status() == SourceStatus.SELECTED).findFirst();
  }

  /// How far the last samples of the truechimers are apart, seconds.
  double spread() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (SourceRow source : truechimers()) {
      least = Math.min(least, source.offset());
      most = Math.max(most, source.offset());
    }
    return Math.max(0, most - least);
  }
}
