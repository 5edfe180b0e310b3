// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import dev.meantime.engine.select.SourceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What the daemon is doing at a moment, in plain words: said from what it reports and from what it
/// did to the clock.
final class Status {

  private Status() {}

  /// What it asks, and whom it believes.
  static String asking(Moment now) {
    if (now.sources().isEmpty()) {
      return "Looks up the addresses of the servers.";
    }
    String asked =
        "Asked "
            + Figures.count(now.sources().size(), "server", "servers")
            + " "
            + Figures.count(now.sent(), "time", "times")
            + ", "
            + Figures.count(now.good(), "usable answer", "usable answers");
    int believed = now.truechimers().size();
    if (believed == 0) {
      return asked + "; none is believed yet.";
    }
    String agreeing =
        believed == 1
            ? "1 is believed"
            : believed + " agree to within " + Figures.seconds(now.spread());
    return asked + ": " + agreeing + liars(now) + ".";
  }

  private static String liars(Moment now) {
    List<SourceRow> liars = now.falsetickers();
    if (liars.isEmpty()) {
      return "";
    }
    return "; "
        + liars.stream()
            .map(liar -> liar.name() + " is " + Figures.seconds(Math.abs(liar.offset())) + " off")
            .collect(Collectors.joining(", "))
        + ": ignored as "
        + (liars.size() == 1 ? "a falseticker" : "falsetickers");
  }

  /// What it does to the clock.
  static String correcting(Moment now) {
    if (!now.isSynchronised()) {
      return now.steps().isEmpty() && waits(now)
          ? "Leaves the clock alone: too few samples yet."
          : "Leaves the clock as it is: nobody is believed.";
    }
    List<String> parts = new ArrayList<>();
    parts.add(stepped(now.steps()));
    parts.add(
        "reckons that it runs "
            + Figures.drift(now.learntDrift())
            + ", give or take "
            + Figures.ppm(now.skew())
            + " (truth: "
            + Figures.ppm(Math.abs(now.drift()))
            + ")");
    parts.add(
        Math.abs(now.remaining()) < 1e-6
            ? "makes up for that"
            : "makes up for that, and corrects another "
                + Figures.seconds(Math.abs(now.remaining())));
    return String.join("; ", parts) + ".";
  }

  private static boolean waits(Moment now) {
    return now.sources().stream()
        .allMatch(source ->
            source.status() == SourceStatus.NO_SAMPLES
                || source.status() == SourceStatus.WAITS_FOR_OTHERS);
  }

  private static String stepped(List<Double> steps) {
    if (steps.isEmpty()) {
      return "Never stepped the clock";
    }
    return "Stepped the clock by "
        + steps.stream().map(Figures::signedSeconds).collect(Collectors.joining(", "));
  }

  /// What it claims, and the truth.
  static String claiming(Moment now) {
    String truth = "The truth: " + Figures.standing(now.offset()) + ".";
    return now.isSynchronised()
        ? "Says: the clock is right to within " + Figures.seconds(now.bound()) + ". " + truth
        : "Says: not synchronised. " + truth;
  }

  /// Whether the claims were true so far.
  static String verdict(ErrorHistory history) {
    if (history.claimed() == 0) {
      return "No bound claimed yet.";
    }
    String looks = Figures.count(history.claimed(), "look", "looks");
    if (history.broken() > 0) {
      return "The claim was WRONG at " + history.broken() + " of " + looks + ".";
    }
    return "The claim held all the time ("
        + looks
        + "): the error was "
        + Figures.percent(history.worstShare())
        + " of it at most.";
  }
}
