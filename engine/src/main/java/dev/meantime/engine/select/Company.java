// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.estimate.SourceEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which truechimers are near enough to the selected source to be combined with it. Whoever was not
/// near once has to be near for a while.
final class Company {

  private static final int FULL_REGISTER = 8;

  private final SelectionConfig config;

  Company(SelectionConfig config) {
    this.config = config;
  }

  /// Rules on every one of them.
  ///
  /// @param penalty of the selected source, seconds
  /// @return those that are combined
  List<Claim> combine(Contender selected, List<Contender> others, double penalty) {
    List<Claim> combined = new ArrayList<>();
    for (Contender other : others) {
      SourceMemory memory = other.memory();
      Optional<String> far = whyFar(selected.claim(), other.claim(), penalty);
      if (far.isPresent()) {
        boolean settled = other.candidate().reachability().size() >= FULL_REGISTER;
        memory.distant = settled ? Ranking.DISTANT_PENALTY : 1;
        other.rule(SourceStatus.DISTANT, far.get());
        continue;
      }
      memory.distant = Math.max(0, memory.distant - 1);
      ruleByMemory(other);
      if (memory.distant == 0) {
        combined.add(other.claim());
      }
    }
    return combined;
  }

  /// Rules on everyone by what the last update left, while the selected source has nothing new.
  void repeat(List<Contender> others) {
    others.forEach(Company::ruleByMemory);
  }

  private static void ruleByMemory(Contender other) {
    if (other.memory().distant > 0) {
      other.rule(
          SourceStatus.DISTANT,
          "it was not fit to be combined lately and must stay fit for "
              + other.memory().distant
              + " more updates");
    } else {
      other.rule(
          SourceStatus.COMBINED,
          "it agrees with the majority and its root distance is "
              + Quantity.seconds(other.claim().distance()));
    }
  }

  private Optional<String> whyFar(Claim selected, Claim other, double penalty) {
    double limit = config.combineLimit() * (selected.distance() + penalty);
    if (other.distance() > limit) {
      return Optional.of(
          "its root distance of "
              + Quantity.seconds(other.distance())
              + " exceeds "
              + Quantity.seconds(limit)
              + ", combinelimit "
              + Quantity.number(config.combineLimit())
              + " times the selected source's");
    }
    SourceEstimate ours = selected.candidate().estimate();
    SourceEstimate theirs = other.candidate().estimate();
    double difference = theirs.frequency() - ours.frequency();
    double tolerance =
        config.combineLimit() * (ours.skew() + theirs.skew() + config.maxClockError());
    if (Math.abs(difference) > tolerance) {
      return Optional.of(
          "by it the local clock runs "
              + Quantity.ppm(Math.abs(difference))
              + (difference > 0 ? " slower" : " faster")
              + " than by the selected source, more than the "
              + Quantity.ppm(tolerance)
              + " that their skews explain");
    }
    return Optional.empty();
  }
}
