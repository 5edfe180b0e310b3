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
/// @param agreeing the largest group whose intervals have a point in common
/// @param disagreeing the usable servers outside it
/// @param asked how many servers were asked
/// @param common the offsets that all of the group hold possible; meaningless for an empty group
record Agreement(
    List<QueryAnswer> agreeing, List<QueryAnswer> disagreeing, int asked, Interval common) {

  static Agreement of(List<QueryAnswer> answers) {
    List<QueryAnswer> usable = new ArrayList<>();
    List<Interval> intervals = new ArrayList<>();
    for (QueryAnswer answer : answers) {
      if (answer.isUsable()) {
        NtpMeasurement measurement = answer.best().orElseThrow();
        usable.add(answer);
        intervals.add(Interval.around(measurement.offset(), measurement.error()));
      }
    }
    if (usable.isEmpty()) {
      return new Agreement(List.of(), List.of(), answers.size(), new Interval(0, 0));
    }
    Interval common =
        Intersection.of(intervals, Collections.nCopies(intervals.size(), false)).common();
    List<QueryAnswer> agreeing = new ArrayList<>();
    List<QueryAnswer> disagreeing = new ArrayList<>();
    for (int i = 0; i < usable.size(); i++) {
      boolean agrees = intervals.get(i).contains(common) || common.contains(intervals.get(i));
      (agrees ? agreeing : disagreeing).add(usable.get(i));
    }
    return new Agreement(agreeing, disagreeing, answers.size(), common);
  }

  boolean hasMajority() {
    return agreeing.size() > disagreeing.size();
  }

  String sentence() {
    int usable = agreeing.size() + disagreeing.size();
    if (usable == 0) {
      return "None of " + asked + " servers is usable.";
    }
    if (usable == 1) {
      return "One of " + asked + " servers is usable: nobody confirms what it says.";
    }
    if (!hasMajority()) {
      return "No majority: of " + usable + " usable servers at most " + agreeing.size() + " agree.";
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
