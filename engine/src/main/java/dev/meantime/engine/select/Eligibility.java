// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import dev.meantime.wire.LeapIndicator;
import java.util.Optional;

/// Which sources may take part in the vote at all, each judged by itself. Empty means that it may.
final class Eligibility {

  private Eligibility() {}

  static Optional<Ruling> examine(Claim claim, SelectionConfig config) {
    Candidate candidate = claim.candidate();
    if (claim.options().noselect()) {
      return because(SourceStatus.NOSELECT, whyNoselect(candidate, config.authentication()));
    }
    if (!claim.isMeasured()) {
      return because(SourceStatus.NO_SAMPLES, whyUnmeasured(candidate.estimate()));
    }
    if (candidate.leap() == LeapIndicator.UNSYNCHRONISED) {
      return because(SourceStatus.UNSYNCHRONISED, "it says that it is not synchronised");
    }
    if (candidate.stratum() > config.maxStratum()) {
      return because(
          SourceStatus.BAD_STRATUM,
          "its stratum " + candidate.stratum() + " is above maxstratum " + config.maxStratum());
    }
    if (candidate.stratum() < config.minStratum()) {
      return because(
          SourceStatus.BAD_STRATUM,
          "its stratum " + candidate.stratum() + " is below minstratum " + config.minStratum());
    }
    // Written so that a distance that is not a number does not pass.
    if (!(claim.distance() <= config.maxDistance())
        || !(claim.interval().low() <= claim.interval().high())) {
      return because(
          SourceStatus.TOO_FAR,
          "its root distance of "
              + Quantity.seconds(claim.distance())
              + " exceeds maxdistance "
              + Quantity.seconds(config.maxDistance()));
    }
    if (!(claim.deviation() <= config.maxJitter())) {
      return because(
          SourceStatus.JITTERY,
          "its standard deviation of "
              + Quantity.seconds(claim.deviation())
              + " exceeds maxjitter "
              + Quantity.seconds(config.maxJitter()));
    }
    return Optional.empty();
  }

  private static String whyNoselect(Candidate candidate, AuthenticationPolicy policy) {
    if (candidate.options().noselect()) {
      return "it is configured with noselect";
    }
    return switch (policy) {
      case REQUIRE -> "it is not authenticated, which authselectmode require asks for";
      case PREFER, MIX, IGNORE ->
          "it is not authenticated, and authselectmode prefer takes sources that are";
    };
  }

  private static String whyUnmeasured(SourceEstimate estimate) {
    return estimate.samples() == 0
        ? "it has not given a usable sample yet"
        : "it has given 1 sample, and a frequency needs 2";
  }

  /// Judges a source that is eligible otherwise by how long it has been silent, and whether it has
  /// a time of its own.
  ///
  /// @param oldestReachable age of the oldest sample in use of any eligible source that is
  ///   reachable, seconds; 0 if there is none
  /// @param orphanStratum from which on a source has no time from elsewhere
  static Optional<Ruling> examineSilence(Claim claim, double oldestReachable, int orphanStratum) {
    Candidate candidate = claim.candidate();
    if (!claim.isReachable()) {
      int silent = candidate.reachability().unreachablePolls();
      if (claim.lastAge() > oldestReachable) {
        return because(SourceStatus.STALE, whyStale(claim.lastAge(), oldestReachable));
      }
      if (silent > candidate.maxUnreachable()) {
        return because(
            SourceStatus.STALE,
            "it has been unreachable for "
                + silent
                + " polls, more than maxunreach "
                + candidate.maxUnreachable());
      }
    }
    if (candidate.network() && candidate.stratum() >= orphanStratum) {
      return because(
          SourceStatus.ORPHAN,
          "its stratum " + candidate.stratum() + " says that it has no time from elsewhere");
    }
    return Optional.empty();
  }

  private static String whyStale(double lastAge, double oldestReachable) {
    String age = "it is unreachable and its newest sample is " + Quantity.seconds(lastAge) + " old";
    return oldestReachable > 0
        ? age
            + ", older than any that reachable sources are judged by ("
            + Quantity.seconds(oldestReachable)
            + ")"
        : age + ", and no eligible source is reachable";
  }

  private static Optional<Ruling> because(SourceStatus status, String reason) {
    return Optional.of(new Ruling(status, reason));
  }
}
