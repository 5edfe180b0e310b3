// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import dev.meantime.engine.select.SourceStatus;
import java.util.List;

/// Moments made up for the views.
final class Moments {

  private Moments() {}

  static SourceRow source(String name, SourceStatus status, double offset) {
    return new SourceRow(name, status, "because of that", 5, offset, 0.0017, 6, 0x1f, 5, 5);
  }

  static List<SourceRow> threeAndALiar() {
    return List.of(
        source("ntp1.example", SourceStatus.SELECTED, 10e-6),
        source("ntp2.example", SourceStatus.COMBINED, -20e-6),
        source("ntp3.example", SourceStatus.DISTANT, 4e-6),
        source("liar.example", SourceStatus.FALSETICKER, 0.04));
  }

  /// Before anything was answered.
  static Moment early() {
    return new Moment(
        0.2, 0.8, Double.NaN, 40e-6, Double.NaN, Double.NaN, 0, List.of(), 0, List.of());
  }

  /// Synchronised, and stepped once.
  static Moment settled(double elapsed) {
    return new Moment(
        elapsed, -12e-6, 0.0018, 40e-6, 39.9e-6, 0.2e-6, 7e-6, List.of(0.8), 0, threeAndALiar());
  }

  static Moment with(Moment base, List<SourceRow> sources) {
    return new Moment(
        base.elapsed(),
        base.offset(),
        base.bound(),
        base.drift(),
        base.learntDrift(),
        base.skew(),
        base.remaining(),
        base.steps(),
        base.broken(),
        sources);
  }

  /// Wrong by 0.8 s for 5 s, then by 12 µs with a claim of 1.8 ms.
  static ErrorHistory history(double seconds) {
    ErrorHistory history = new ErrorHistory(0.1);
    for (int i = 0; i * 0.1 <= seconds; i++) {
      if (i < 50) {
        history.add(0.8, Double.NaN);
      } else {
        history.add(-12e-6, 0.0018);
      }
    }
    return history;
  }
}
