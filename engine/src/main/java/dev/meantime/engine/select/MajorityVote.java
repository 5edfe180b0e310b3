// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells truechimers from falsetickers: whoever agrees with the majority, or with the majority of
/// the trusted, is believed.
///
/// @param hasMajority whether more than half of those who count agree
/// @param agreeing size of the largest group that agrees
/// @param asked how many count
/// @param trustedOnly whether only trusted sources count
/// @param truechimers who is believed; the others have been ruled on
/// @param reach where the true offset can be, if no more than a minority of those who count is
///   wrong; empty when there is no majority, for fewer than three, who cannot outvote anybody, and
///   once all have been asked for a while: then their claims are as narrow as they will be
record MajorityVote(
    boolean hasMajority,
    int agreeing,
    int asked,
    boolean trustedOnly,
    List<Contender> truechimers,
    Optional<Interval> reach) {

  private static final int MIN_TO_OUTVOTE = 3;
  private static final int FULL_REGISTER = 8;

  /// @param contenders the eligible ones, at least one
  static MajorityVote hold(List<Contender> contenders) {
    Intersection meeting =
        Intersection.of(
            contenders.stream().map(c -> c.claim().interval()).toList(),
            contenders.stream().map(c -> c.claim().options().trust()).toList());
    boolean trustedOnly = meeting.trustedAgreeing() > 0;
    int agreeing = trustedOnly ? meeting.trustedAgreeing() : meeting.agreeing();
    int asked =
        trustedOnly
            ? (int) contenders.stream().filter(c -> c.claim().options().trust()).count()
            : contenders.size();
    String group = agreeing + " of " + asked + (trustedOnly ? " trusted sources" : " sources");

    if (agreeing <= asked / 2) {
      String claims =
          agreeing < 2 ? "no two of " + asked + " sources agree" : "only " + group + " agree";
      for (Contender contender : contenders) {
        contender.rule(
            SourceStatus.FALSETICKER,
            "there is no majority: " + claims + "; it claims " + contender.claim().interval());
      }
      return new MajorityVote(false, agreeing, asked, trustedOnly, List.of(), Optional.empty());
    }

    List<Contender> truechimers = new ArrayList<>();
    for (Contender contender : contenders) {
      Interval interval = contender.claim().interval();
      if (!interval.contains(meeting.common()) && !meeting.common().contains(interval)) {
        contender.rule(SourceStatus.FALSETICKER, disagreement(interval, meeting.common(), group));
      } else if (trustedOnly
          && !contender.claim().options().trust()
          && !meeting.trustedCommon().contains(interval)) {
        contender.rule(
            SourceStatus.UNTRUSTED,
            "its interval "
                + interval
                + " is not inside "
                + meeting.trustedCommon()
                + ", where "
                + group
                + " agree");
      } else {
        truechimers.add(contender);
      }
    }
    return new MajorityVote(
        true, agreeing, asked, trustedOnly, truechimers, reach(contenders, asked, trustedOnly));
  }

  private static boolean isSettled(Contender contender) {
    return contender.candidate().reachability().size() >= FULL_REGISTER;
  }

  private static Optional<Interval> reach(
      List<Contender> contenders, int asked, boolean trustedOnly) {
    if (asked < MIN_TO_OUTVOTE || contenders.stream().allMatch(MajorityVote::isSettled)) {
      return Optional.empty();
    }
    List<Interval> counting =
        contenders.stream()
            .map(Contender::claim)
            .filter(claim -> !trustedOnly || claim.options().trust())
            .map(Claim::interval)
            .toList();
    return Optional.of(Intersection.reach(counting, asked / 2 + 1));
  }

  private static String disagreement(Interval interval, Interval common, String group) {
    double excess = common.excess(interval.middle());
    if (excess == 0) {
      return "its interval "
          + interval
          + " covers only a part of the interval "
          + common
          + " that "
          + group
          + " agree on";
    }
    return "its time is "
        + Quantity.seconds(Math.abs(excess))
        + (excess > 0 ? " ahead of" : " behind")
        + " the interval "
        + common
        + " that "
        + group
        + " agree on";
  }
}
