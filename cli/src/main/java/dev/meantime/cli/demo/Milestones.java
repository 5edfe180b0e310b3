// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Notices what is worth telling when it happens first. Confined to the demo's thread.
final class Milestones {

  /// Something that happened.
  ///
  /// @param elapsed true seconds since the start when it was noticed
  /// @param sentence in plain words
  record Milestone(double elapsed, String sentence) {}

  /// Beyond which a rate counts as learnt, s/s.
  private static final double GOOD_SKEW = 1e-6;

  private static final double MARK_SECONDS = 600;

  private enum Kind {
    BEGUN,
    ANSWERED,
    LEARNT,
    BROKEN
  }

  private final Set<Kind> told = new HashSet<>();
  private final Set<String> liars = new HashSet<>();
  private final Set<String> followed = new HashSet<>();
  private final List<Milestone> all = new ArrayList<>();
  private boolean synchronised;
  private int steps;
  private int marks;

  /// Looks at how everything stands; the moments come in the order of time.
  void onMoment(Moment now) {
    if (told.add(Kind.BEGUN)) {
      tell(
          now,
          "The clock is "
              + Figures.standing(now.offset())
              + " and runs "
              + Figures.drift(now.drift())
              + ". The daemon knows neither.");
    }
    if (!now.sources().isEmpty()
        && now.sources().stream().allMatch(source -> source.good() > 0)
        && told.add(Kind.ANSWERED)) {
      tell(now, "Asked " + now.sources().size() + " servers: all of them answered.");
    }
    for (SourceRow liar : now.falsetickers()) {
      if (liars.add(liar.name())) {
        tell(now, "Ignores " + liar.name() + ", a falseticker: " + liar.reason() + ".");
      }
    }
    now.selected()
        .filter(leader -> followed.add(leader.name()))
        .ifPresent(leader -> tell(now, "Follows " + leader.name() + ": " + leader.reason() + "."));
    onClock(now);
    if (now.broken() > 0 && told.add(Kind.BROKEN)) {
      tell(now, "The claim was wrong: the true error was beyond the bound.");
    }
    if (now.elapsed() >= (marks + 1) * MARK_SECONDS && now.elapsed() < Demo.SECONDS) {
      marks++;
      tell(now, Status.claiming(now));
    }
  }

  private void onClock(Moment now) {
    for (; steps < now.steps().size(); steps++) {
      double step = now.steps().get(steps);
      tell(
          now,
          "Stepped the clock by "
              + Figures.signedSeconds(step)
              + ". The truth now: "
              + Figures.standing(now.offset())
              + ".");
    }
    if (now.isSynchronised() != synchronised) {
      synchronised = now.isSynchronised();
      tell(
          now,
          synchronised
              ? "Synchronised: it says that the clock is right to within "
                  + Figures.seconds(now.bound())
                  + "."
              : "No longer synchronised.");
    }
    if (now.skew() < GOOD_SKEW && told.add(Kind.LEARNT)) {
      tell(
          now,
          "Has learnt that the clock runs "
              + Figures.drift(now.learntDrift())
              + ", give or take "
              + Figures.ppm(now.skew())
              + ". The truth: "
              + Figures.ppm(Math.abs(now.drift()))
              + ".");
    }
  }

  private void tell(Moment now, String sentence) {
    all.add(new Milestone(now.elapsed(), sentence));
  }

  /// Everything so far, in order.
  List<Milestone> all() {
    return List.copyOf(all);
  }
}
