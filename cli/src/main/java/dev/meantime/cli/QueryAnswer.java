// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that one address answered.
///
/// @param name the server as it was named, with the address behind a name
/// @param results one for each request, in their order; at least one
record QueryAnswer(String name, List<NtpResult> results) {

  QueryAnswer {
    results = List.copyOf(results);
  }

  NtpServer server() {
    return results.getFirst().server();
  }

  /// The result that tells most about the server: the best measurement if there is one, else the
  /// last failure.
  NtpResult decisive() {
    NtpResult best = results.getLast();
    double shortest = Double.POSITIVE_INFINITY;
    for (NtpResult result : results) {
      Optional<NtpMeasurement> measurement = measurement(result);
      if (measurement.isPresent() && measurement.get().delay() < shortest) {
        shortest = measurement.get().delay();
        best = result;
      }
    }
    return best;
  }

  /// The measurement with the shortest delay, which queues disturbed least.
  Optional<NtpMeasurement> best() {
    return measurement(decisive());
  }

  /// What was measured, usable or not.
  List<NtpMeasurement> measurements() {
    List<NtpMeasurement> measurements = new ArrayList<>();
    for (NtpResult result : results) {
      measurement(result).ifPresent(measurements::add);
    }
    return measurements;
  }

  /// Root mean square of the other offsets about the best one's (RFC 5905 §10), seconds; NaN with
  /// fewer than two.
  double jitter() {
    List<NtpMeasurement> measurements = measurements();
    Optional<NtpMeasurement> best = best();
    if (measurements.size() < 2 || best.isEmpty()) {
      return Double.NaN;
    }
    double sum = 0;
    for (NtpMeasurement measurement : measurements) {
      double difference = measurement.offset() - best.get().offset();
      sum += difference * difference;
    }
    return Math.sqrt(sum / (measurements.size() - 1));
  }

  boolean isUsable() {
    return decisive() instanceof NtpResult.Success;
  }

  static Optional<NtpMeasurement> measurement(NtpResult result) {
    return switch (result) {
      case NtpResult.Success(NtpServer _, NtpMeasurement measurement) -> Optional.of(measurement);
      case NtpResult.Rejected(NtpServer _, NtpMeasurement measurement, NtpResult.Rejection _) ->
          Optional.of(measurement);
      case NtpResult.Failure(NtpServer _, NtpResult.Cause _) -> Optional.empty();
    };
  }
}
