// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/// What `-s` sets the clock from, before any source answers: the real-time clock, or the date of
/// the drift file when that is later, for then the real-time clock has lost the time.
sealed interface InitialTime {

  /// The real-time clock.
  ///
  /// @param behind seconds by which the system clock is behind
  record FromRtc(double behind) implements InitialTime {}

  /// The date of the drift file.
  ///
  /// @param behind seconds by which the system clock is behind
  /// @param rtcIgnored whether there is a real-time clock, with an earlier time
  record FromDriftFile(double behind, boolean rtcIgnored) implements InitialTime {}

  /// The clock is as good as what there is to set it from.
  ///
  /// @param rtcIgnored whether there is a real-time clock, with an earlier time than the drift file
  record Unchanged(boolean rtcIgnored) implements InitialTime {}

  /// There is nothing to set it from.
  record Unknown() implements InitialTime {}

  /// What is less is not worth a step: the real-time clock has whole seconds only.
  double LEAST_STEP = 1;

  /// Decides between them.
  ///
  /// @param rtcSeconds its reading taken as UTC
  /// @param rtcZone what it keeps in truth
  /// @param driftFileNanos when the drift file was written
  static InitialTime of(
      OptionalLong rtcSeconds, ZoneId rtcZone, Optional<Long> driftFileNanos, long nowNanos) {
    if (rtcSeconds.isEmpty() && driftFileNanos.isEmpty()) {
      return new Unknown();
    }
    if (rtcSeconds.isPresent()) {
      // Half a second is what a clock of whole seconds has lost on average.
      long rtcNanos = utcSeconds(rtcSeconds.getAsLong(), rtcZone) * 1_000_000_000L + 500_000_000L;
      if (driftFileNanos.isEmpty() || rtcNanos >= driftFileNanos.get()) {
        double behind = (rtcNanos - nowNanos) / 1e9;
        return Math.abs(behind) >= LEAST_STEP ? new FromRtc(behind) : new Unchanged(false);
      }
    }
    double behind = (driftFileNanos.get() - nowNanos) / 1e9;
    return behind > 0
        ? new FromDriftFile(behind, rtcSeconds.isPresent())
        : new Unchanged(rtcSeconds.isPresent());
  }

  private static long utcSeconds(long shown, ZoneId zone) {
    return LocalDateTime.ofEpochSecond(shown, 0, ZoneOffset.UTC).atZone(zone).toEpochSecond();
  }
}
