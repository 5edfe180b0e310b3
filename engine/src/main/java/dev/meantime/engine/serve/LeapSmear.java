// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import dev.meantime.engine.discipline.NearLeap;

/// The directive `leapsmear`: how a leap second is spread over a window of time.
///
/// @param shape how served time gets from one end of the window to the other
/// @param window its length, seconds
/// @param position where it lies about the leap second
public record LeapSmear(Shape shape, int window, Position position) {

  /// The shortest window, in which served time is off by 0.5 ms/s at most: clients take a clock
  /// with more for broken.
  public static final int MIN_WINDOW = 2000;

  /// The longest window: it begins on the day of the leap second or, centred, at its beginning.
  public static final int MAX_WINDOW = 172_800;

  /// From noon to noon UTC, evenly, as the public servers that smear do.
  public static final LeapSmear USUAL = new LeapSmear(Shape.LINEAR, 86_400, Position.CENTRE);

  private static final long SECOND = 1_000_000_000L;

  /// @throws IllegalArgumentException if the window is too short or too long
  public LeapSmear {
    if (window < MIN_WINDOW || window > MAX_WINDOW) {
      throw new IllegalArgumentException("a window of " + window + " s");
    }
  }

  /// How served time gets from one end of the window to the other.
  public enum Shape {
    /// At one rate.
    LINEAR,
    /// By half a cosine: the rate changes gently at both ends, and is π/2 times as large between.
    COSINE;

    /// The share of the way that is done at that share of the window, both 0 to 1.
    public double at(double share) {
      return switch (this) {
        case LINEAR -> share;
        case COSINE -> (1 - Math.cos(Math.PI * share)) / 2;
      };
    }
  }

  /// Where the window lies.
  public enum Position {
    /// From half a window before midnight UTC to half a window after it, as UTC names both: with
    /// 86400 s from noon to noon. It takes a second more or less than its length.
    CENTRE,
    /// It ends where the second is inserted or left out, as `leapsmearinterval` of ntpd has it.
    BEFORE,
    /// It begins there.
    AFTER
  }

  /// How many days before a leap second it must be known.
  int daysAhead() {
    return 1 + (window + 86_399) / 86_400;
  }

  /// How many days after a leap second served time may still be on its way.
  int daysAfter() {
    return (window + 86_399) / 86_400;
  }

  /// The smear of one leap second.
  ///
  /// @param renamedNanos by how much cooked time is called more than even time now
  SmearCourse course(NearLeap leap, long renamedNanos) {
    long change = leap.seconds() * SECOND;
    // By the names from before the leap second, which are those of even time plus this.
    long before = leap.passed() ? renamedNanos + change : renamedNanos;
    long midnight = leap.midnightNanos() - before;
    // Where UTC's names begin to differ: the inserted second begins at what would be midnight, and
    // without its last second the day ends one earlier.
    long event = leap.seconds() > 0 ? midnight : midnight - SECOND;
    long length = window * SECOND;
    long start =
        switch (position) {
          case CENTRE -> midnight - length / 2;
          case BEFORE -> event - length;
          case AFTER -> event;
        };
    long end =
        switch (position) {
          case CENTRE -> midnight + length / 2 + change;
          case BEFORE -> event;
          case AFTER -> event + length;
        };
    return new SmearCourse(shape, start, end, before * 1e-9, (before - change) * 1e-9);
  }
}
