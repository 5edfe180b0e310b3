// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpResult.Cause;
import dev.meantime.client.NtpResult.Rejection;
import dev.meantime.client.NtpServer;
import dev.meantime.wire.KissCode;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.List;

/// What a result means, in one sentence for a person.
final class QueryVerdict {

  private QueryVerdict() {}

  /// What everything that a server answered means.
  static String sentence(QueryAnswer answer) {
    String sentence = sentence(answer.decisive());
    List<NtpResult> others =
        answer.results().stream().filter(result -> !(result instanceof NtpResult.Success)).toList();
    if (!answer.isUsable() || others.isEmpty()) {
      return sentence;
    }
    return sentence
        + "; "
        + others.size()
        + " of "
        + answer.results().size()
        + " requests without a usable answer: "
        + others.stream()
            .map(QueryVerdict::shortly)
            .distinct()
            .collect(java.util.stream.Collectors.joining(", "));
  }

  private static String shortly(NtpResult result) {
    return result instanceof NtpResult.Failure(NtpServer _, Cause.KissOfDeath(var code))
        ? "kiss code " + kiss(code)
        : word(result).replace('-', ' ');
  }

  private static String kiss(ReferenceId code) {
    return code.text().isEmpty() ? code.toString() : code.text();
  }

  static String sentence(NtpResult result) {
    return switch (result) {
      case NtpResult.Success(NtpServer _, NtpMeasurement measurement) ->
          "usable: " + clock(measurement);
      case NtpResult.Rejected(NtpServer _, NtpMeasurement measurement, Rejection reason) ->
          rejection(reason, measurement);
      case NtpResult.Failure(NtpServer server, Cause cause) -> failure(cause, server);
    };
  }

  /// One word for scripts, the same for every result of a kind.
  static String word(NtpResult result) {
    return switch (result) {
      case NtpResult.Success _ -> "usable";
      case NtpResult.Rejected(NtpServer _, NtpMeasurement _, Rejection reason) ->
          switch (reason) {
            case Rejection.Unsynchronised() -> "unsynchronised";
            case Rejection.TooFar _ -> "too-far";
            case Rejection.TooSlow _ -> "too-slow";
            case Rejection.ImplausibleServerTime _ -> "implausible-server-time";
          };
      case NtpResult.Failure(NtpServer _, Cause cause) ->
          switch (cause) {
            case Cause.Timeout() -> "timeout";
            case Cause.KissOfDeath _ -> "kiss-of-death";
            case Cause.BadOrigin() -> "bad-origin";
            case Cause.MissingTimestamps() -> "missing-timestamps";
            case Cause.Malformed _ -> "malformed";
            case Cause.NotAuthentic _ -> "not-authentic";
            case Cause.Unreachable _ -> "unreachable";
            case Cause.UnknownHost _ -> "unknown-host";
            case Cause.NetworkError _ -> "network-error";
            case Cause.Closed() -> "closed";
          };
    };
  }

  /// How the local clock stands by this measurement.
  static String clock(NtpMeasurement measurement) {
    double offset = measurement.offset();
    double error = measurement.error();
    if (Math.abs(offset) <= error) {
      return "the local clock agrees with it to within " + Human.seconds(error);
    }
    return "the local clock is "
        + Human.seconds(Math.abs(offset))
        + (offset > 0 ? " behind" : " ahead")
        + ", give or take "
        + Human.seconds(error);
  }

  private static String rejection(Rejection reason, NtpMeasurement measurement) {
    return switch (reason) {
      case Rejection.Unsynchronised() ->
          "would be rejected: "
              + (measurement.packet().leap() == LeapIndicator.UNSYNCHRONISED
                  ? "it says that it is not synchronised itself"
                  : "its stratum "
                      + measurement.packet().stratum()
                      + " means that it does not have the time");
      case Rejection.TooFar(double distance, double limit) ->
          "would be rejected by a default chrony: root distance "
              + Human.seconds(distance)
              + " > "
              + Human.seconds(limit);
      case Rejection.TooSlow(double delay, double limit) ->
          "would be rejected by a default chrony: delay "
              + Human.seconds(delay)
              + " > "
              + Human.seconds(limit);
      case Rejection.ImplausibleServerTime(double seconds) ->
          seconds < 0
              ? "would be rejected: it says that it answered "
                  + Human.seconds(-seconds)
                  + " before it was asked"
              : "would be rejected by a default chrony: it kept the request for "
                  + Human.seconds(seconds);
    };
  }

  private static String failure(Cause cause, NtpServer server) {
    return switch (cause) {
      case Cause.Timeout() ->
          "no answer: the server is down, does not serve us, or a firewall drops UDP port "
              + server.port();
      case Cause.KissOfDeath(var code) -> {
        KissCode kiss = KissCode.of(code);
        yield "refused with kiss code " + kiss(code) + ": " + kiss.meaning();
      }
      case Cause.BadOrigin() ->
          "only answers to questions that were never asked: a broken server, or a forger";
      case Cause.MissingTimestamps() -> "answered without its timestamps: a broken server";
      case Cause.Malformed(String what) -> "answered with what is no NTP answer: " + what;
      case Cause.NotAuthentic(var verdict) ->
          switch (verdict) {
            case AUTHENTIC -> throw new IllegalStateException("an authentic answer is no failure");
            case MISSING ->
                "answered without a MAC: it does not know the key, or someone else answered";
            case WRONG_KEY -> "answered with another key than asked for";
            case FORGED ->
                "answered with a MAC that does not fit: the two keys differ, or the answer is forged";
            case REFUSED -> "could not authenticate the request (crypto-NAK): the two keys differ";
          };
      case Cause.Unreachable(String _) -> "nobody listens on UDP port " + server.port() + " there";
      case Cause.UnknownHost(String what) -> what;
      case Cause.NetworkError(String what) -> "could not be asked: " + what;
      case Cause.Closed() -> "was not asked to the end";
    };
  }
}
