// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.engine.select.Intersection;
import dev.meantime.engine.select.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Which of several servers agree about the local clock, by the intervals that they claim.
///
/// @param agreeing those that meet the majority; empty without one
/// @param disagreeing the usable servers outside it; empty without a majority
/// @param usable how many servers are usable
/// @param largest how many of them have an offset in common, at most
/// @param asked how many servers were asked
/// @param common from the lowest to the highest offset that so many hold possible; of several
///   groups of that size without a majority, their hull
record Agreement(
    List<QueryAnswer> agreeing,
    List<QueryAnswer> disagreeing,
    int usable,
    int largest,
    int asked,
    Interval common) {

  static Agreement of(List<QueryAnswer> answers) {
    List<QueryAnswer> usable = answers.stream().filter(QueryAnswer::isUsable).toList();
    if (usable.isEmpty()) {
      return new Agreement(List.of(), List.of(), 0, 0, answers.size(), new Interval(0, 0));
    }
    List<Interval> intervals = usable.stream().map(Agreement::interval).toList();
    Intersection intersection =
        Intersection.of(intervals, Collections.nCopies(intervals.size(), false));
    Interval common = intersection.common();
    int largest = intersection.agreeing();
    List<QueryAnswer> agreeing = new ArrayList<>();
    List<QueryAnswer> disagreeing = new ArrayList<>();
    if (isMajority(largest, usable.size())) {
      for (int i = 0; i < usable.size(); i++) {
        boolean meets =
            intervals.get(i).low() <= common.high() && intervals.get(i).high() >= common.low();
        (meets ? agreeing : disagreeing).add(usable.get(i));
      }
    }
    return new Agreement(agreeing, disagreeing, usable.size(), largest, answers.size(), common);
  }

  /// One alone is no majority: nobody confirms it.
  private static boolean isMajority(int largest, int usable) {
    return largest > 1 && 2 * largest > usable;
  }

  private static Interval interval(QueryAnswer answer) {
    NtpMeasurement measurement = answer.best().orElseThrow();
    return Interval.around(measurement.offset(), measurement.error());
  }

  /// Whether more than half of the usable servers agree, and more than one.
  boolean hasMajority() {
    return isMajority(largest, usable);
  }

  String sentence() {
    if (usable == 0) {
      return "None of " + asked + " servers is usable.";
    }
    if (usable == 1) {
      return "One of " + asked + " servers is usable: nobody confirms what it says.";
    }
    if (!hasMajority()) {
      return "No majority: of " + usable + " usable servers at most " + largest + " agree.";
    }
    String text =
        agreeing.size()
            + " of "
            + asked
            + " servers agree: the local clock is off by "
            + Human.signedSeconds(common.low())
            + " to "
            + Human.signedSeconds(common.high())
            + " (+ behind, - ahead).";
    return disagreeing.isEmpty() ? text : text + " Against them: " + names(disagreeing) + ".";
  }

  private static String names(List<QueryAnswer> answers) {
    StringBuilder names = new StringBuilder();
    for (QueryAnswer answer : answers) {
      names.append(names.isEmpty() ? "" : ", ").append(answer.name());
    }
    return names.toString();
  }
}
