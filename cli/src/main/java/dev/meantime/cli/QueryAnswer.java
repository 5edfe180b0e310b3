// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpServer;
import dev.meantime.wire.KissCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Everything that one address answered.
///
/// @param name the server as it was named, with the address behind a name
/// @param results one for each request, in their order; at least one
record QueryAnswer(String name, List<NtpResult> results) {

  private static final Comparator<NtpResult> BY_DELAY =
      Comparator.comparingDouble(result -> measurement(result).orElseThrow().delay());

  QueryAnswer {
    results = List.copyOf(results);
  }

  NtpServer server() {
    return results.getFirst().server();
  }

  /// The result that tells most about the server: a refusal for good that ended the asking, else
  /// the best usable measurement, else the best other one, else the last failure.
  NtpResult decisive() {
    NtpResult last = results.getLast();
    return refusedForGood() ? last : bestResult().orElse(last);
  }

  /// Whether the server ended by refusing to serve us at all; a `RATE` only asks for restraint.
  private boolean refusedForGood() {
    return results.getLast()
            instanceof NtpResult.Failure(NtpServer _, NtpResult.Cause.KissOfDeath(var code))
        && switch (KissCode.of(code)) {
          case DENY, RSTR -> true;
          default -> false;
        };
  }

  private Optional<NtpResult> bestResult() {
    List<NtpResult> measured =
        results.stream().filter(result -> measurement(result).isPresent()).toList();
    return measured.stream()
        .filter(NtpResult.Success.class::isInstance)
        .min(BY_DELAY)
        .or(() -> measured.stream().min(BY_DELAY));
  }

  /// The measurement with the shortest delay, which queues disturbed least; a usable one if there
  /// is any.
  Optional<NtpMeasurement> best() {
    return bestResult().flatMap(QueryAnswer::measurement);
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
  /// fewer than two. Of a server with usable answers only those count.
  double jitter() {
    Optional<NtpResult> best = bestResult();
    if (best.isEmpty()) {
      return Double.NaN;
    }
    boolean usableOnly = best.get() instanceof NtpResult.Success;
    double bestOffset = measurement(best.get()).orElseThrow().offset();
    double sum = 0;
    int measured = 0;
    for (NtpResult result : results) {
      Optional<NtpMeasurement> measurement = measurement(result);
      boolean counts = !usableOnly || result instanceof NtpResult.Success;
      if (counts && measurement.isPresent()) {
        double difference = measurement.get().offset() - bestOffset;
        sum += difference * difference;
        measured++;
      }
    }
    // The best one is among them and adds nothing.
    return measured < 2 ? Double.NaN : Math.sqrt(sum / (measured - 1));
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
