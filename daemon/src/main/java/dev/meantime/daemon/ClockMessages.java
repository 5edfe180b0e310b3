// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.engine.discipline.DisciplineEvent;
import dev.meantime.wire.LeapIndicator;
import java.util.Locale;

/// Tells what the discipline reports in the words that scripts look for in chronyd's log. There,
/// offsets are positive when the clock is behind, and frequencies positive when it runs fast.
final class ClockMessages {

  private static final double PPM = 1e6;

  private ClockMessages() {}

  /// @param driftFile its path, for the message about what it said
  static void tell(DisciplineEvent event, String driftFile, EventLog log) {
    switch (event) {
      case DisciplineEvent.Updated _, DisciplineEvent.Unsynchronised _ -> {}
      case DisciplineEvent.WrongBy(double offset) ->
          log.warn(String.format(Locale.ROOT, "System clock wrong by %.6f seconds", offset));
      case DisciplineEvent.Stepped(double seconds) ->
          log.warn(String.format(Locale.ROOT, "System clock was stepped by %.6f seconds", seconds));
      case DisciplineEvent.StepRefused(double seconds) ->
          log.warn(
              String.format(
                  Locale.ROOT,
                  "System clock could not be stepped by %.6f seconds; slewing instead",
                  seconds));
      case DisciplineEvent.FrequencyRead(var drift) ->
          log.info(
              String.format(
                  Locale.ROOT,
                  "Frequency %.3f +/- %.3f ppm read from %s",
                  turned(drift.frequency()) * PPM,
                  drift.skew() * PPM,
                  driftFile));
      case DisciplineEvent.InitialFrequency(double frequency) ->
          log.info(
              String.format(Locale.ROOT, "Initial frequency %.3f ppm", turned(frequency) * PPM));
      case DisciplineEvent.FrequencyBeyondMaximum(double frequency) ->
          log.warn(
              String.format(
                  Locale.ROOT,
                  "Frequency %.1f ppm exceeds allowed maximum",
                  turned(frequency) * PPM));
      case DisciplineEvent.ChangeBeyondMaximum(double offset, double maximum, boolean fatal) ->
          log.warn(
              String.format(
                  Locale.ROOT,
                  "Adjustment of %.3f seconds exceeds the allowed maximum of %.3f seconds (%s)",
                  offset,
                  maximum,
                  fatal ? "exiting" : "ignored"));
      case DisciplineEvent.LeapArmed(LeapIndicator leap) -> log.info(armed(leap));
      case DisciplineEvent.LeapApplied(var leap, var mode) -> log.info(applied(leap, mode));
      case DisciplineEvent.ExternalStep(double seconds) ->
          log.warn(
              String.format(
                  Locale.ROOT,
                  "%s time jump detected! (somebody else moved the clock by about %.3f seconds)",
                  seconds < 0 ? "Backward" : "Forward",
                  seconds));
      case DisciplineEvent.Displaced(double seconds) ->
          log.warn(
              String.format(
                  Locale.ROOT,
                  "%s time jump detected! (somebody else moved the clock by %.3f seconds; it is put"
                      + " back)",
                  seconds < 0 ? "Backward" : "Forward",
                  seconds));
      case DisciplineEvent.Interference() ->
          log.trouble("interference", "System clock interference detected (another NTP client?)");
    }
  }

  private static String armed(LeapIndicator leap) {
    return switch (leap) {
      case INSERT -> "System clock status set to insert leap second";
      case DELETE -> "System clock status set to delete leap second";
      case NONE, UNSYNCHRONISED -> "System clock status set to not insert/delete leap second";
    };
  }

  private static String applied(LeapIndicator leap, LeapMode mode) {
    return switch (mode) {
      case SYSTEM -> "System clock status reset after leap second";
      case STEP -> "System clock was stepped for leap second";
      case SLEW -> "Adjusting system clock for leap second";
      case IGNORE ->
          "Ignoring leap second" + (leap == LeapIndicator.DELETE ? " (one was deleted)" : "");
    };
  }

  /// Turned round without making a negative zero.
  private static double turned(double value) {
    return value == 0 ? 0 : -value;
  }
}
