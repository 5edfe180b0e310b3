// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.Now;
import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.wire.LeapIndicator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Knows whether a leap second comes and when it is to be acted on. Who announces it is believed
/// only on 30 June and 31 December. Confined to the discipline.
///
/// A leap second is *in progress* from its beginning (in the modes in which the kernel acts, half a
/// second earlier) for two seconds; nobody should be told the time then.
final class LeapSeconds {

  /// What is to be done about the clock.
  enum Outcome {
    NOTHING,
    /// Step by as much as cooked time was renamed by.
    STEP,
    /// Slew by as much as cooked time was renamed by.
    SLEW,
    /// It is over: the kernel is to forget it.
    OVER
  }

  private static final long SECOND = 1_000_000_000L;
  private static final long WATCH_EARLIER = SECOND / 2;
  private static final long LASTING = 2 * SECOND;
  private static final long CLOSE = 5 * SECOND;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final LeapMode mode;
  private final boolean steer;

  /// Whether the kernel or somebody else acts, and we only watch.
  private final boolean watch;

  private final Supplier<LeapSecondTable> table;
  private LeapIndicator armed = LeapIndicator.NONE;
  private long midnightNanos = NEVER;
  private boolean inProgress;
  private Now begun = new Now(0, 0);

  /// @param steer whether we act on the clock at all; else it is watched what the kernel does
  LeapSeconds(LeapMode mode, boolean steer, Supplier<LeapSecondTable> table) {
    this.mode = mode;
    this.steer = steer;
    this.watch = mode == LeapMode.SYSTEM || !steer;
    this.table = table;
  }

  /// Takes the sources' vote; {@link LeapIndicator#UNSYNCHRONISED} when there is none to believe.
  ///
  /// @param clockNanos the clock that the leap second happens to
  /// @return whether what will happen has changed
  boolean vote(long clockNanos, LeapIndicator voted) {
    if (isClose(clockNanos)) {
      return false;
    }
    long seconds = Math.floorDiv(clockNanos, SECOND);
    LeapIndicator leap =
        switch (voted) {
          case INSERT, DELETE -> voted;
          case NONE -> table.get().leapAt(seconds);
          case UNSYNCHRONISED -> LeapIndicator.NONE;
        };
    if (!isLeapDay(seconds)) {
      leap = LeapIndicator.NONE;
    }
    boolean changed = leap != armed;
    armed = leap;
    if (leap != LeapIndicator.NONE) {
      long day = LeapSecondTable.DAY;
      midnightNanos = (Math.floorDiv(seconds, day) + 1) * day * SECOND;
    } else if (changed) {
      midnightNanos = NEVER;
    }
    return changed;
  }

  /// Does what is due.
  ///
  /// @param clockNanos the clock that the leap second happens to
  Outcome onTimer(Now now, long clockNanos, SlewedClock clock, List<ClockAction> actions) {
    if (inProgress) {
      return now.monotonicNanos() - begun.monotonicNanos() >= LASTING
          ? end(now, clock, actions)
          : Outcome.NOTHING;
    }
    if (armed == LeapIndicator.NONE || clockNanos < beginNanos()) {
      return Outcome.NOTHING;
    }
    if (!isClose(clockNanos)) {
      // The clock was moved over the leap second.
      forget();
      return Outcome.NOTHING;
    }
    return begin(now, clock, actions);
  }

  private Outcome begin(Now now, SlewedClock clock, List<ClockAction> actions) {
    inProgress = true;
    begun = now;
    if (watch) {
      return Outcome.NOTHING;
    }
    return switch (mode) {
      case STEP -> {
        clock.rename(now, -seconds());
        actions.add(applied(mode));
        yield Outcome.STEP;
      }
      case SLEW -> {
        clock.rename(now, -seconds());
        actions.add(applied(mode));
        yield Outcome.SLEW;
      }
      case SYSTEM, IGNORE -> {
        actions.add(applied(mode));
        yield Outcome.NOTHING;
      }
    };
  }

  private Outcome end(Now now, SlewedClock clock, List<ClockAction> actions) {
    if (watch && kernelActed(now)) {
      actions.add(new ClockAction.Adjusted(clock.excludeJump(now, -seconds())));
      actions.add(applied(LeapMode.SYSTEM));
    } else if (!steer) {
      if (mode != LeapMode.IGNORE) {
        clock.rename(now, -seconds());
      }
      actions.add(applied(mode));
    }
    inProgress = false;
    armed = LeapIndicator.NONE;
    return Outcome.OVER;
  }

  private ClockAction applied(LeapMode how) {
    return new ClockAction.Report(new DisciplineEvent.LeapApplied(armed, how));
  }

  /// The clock was moved by somebody else.
  void forget() {
    inProgress = false;
    armed = LeapIndicator.NONE;
    midnightNanos = NEVER;
  }

  private boolean kernelActed(Now now) {
    long jump =
        now.wallNanos() - begun.wallNanos() - (now.monotonicNanos() - begun.monotonicNanos());
    return Math.abs(jump * 1e-9 + seconds()) < 0.5;
  }

  /// The leap second that was announced, or else one that the table knows of.
  ///
  /// @param clockNanos the clock that the leap second happens to
  /// @param ahead how many days before it, it is near
  /// @param after how many days after it, it still is
  Optional<NearLeap> near(long clockNanos, int ahead, int after) {
    if (armed != LeapIndicator.NONE) {
      boolean renamed = inProgress && !watch && mode != LeapMode.IGNORE;
      return Optional.of(new NearLeap(midnightNanos, seconds(armed), renamed));
    }
    long today = Math.floorDiv(Math.floorDiv(clockNanos, SECOND), LeapSecondTable.DAY);
    for (int i = 0; i <= ahead + after; i++) {
      // The next one first, and those that passed last.
      long day = i <= ahead ? today + i : today - (i - ahead);
      long seconds = day * LeapSecondTable.DAY;
      int change = isLeapDay(seconds) ? seconds(table.get().leapAt(seconds)) : 0;
      if (change != 0) {
        long midnight = (seconds + LeapSecondTable.DAY) * SECOND;
        return Optional.of(new NearLeap(midnight, change, day < today));
      }
    }
    return Optional.empty();
  }

  /// What comes or is in progress.
  LeapIndicator armed() {
    return armed;
  }

  /// What the kernel is to do.
  LeapIndicator forKernel() {
    return mode == LeapMode.SYSTEM ? armed : LeapIndicator.NONE;
  }

  /// Whether it is now.
  boolean inProgress() {
    return inProgress;
  }

  /// By how many seconds the day is longer.
  int seconds() {
    return seconds(armed);
  }

  private static int seconds(LeapIndicator leap) {
    return switch (leap) {
      case INSERT -> 1;
      case DELETE -> -1;
      case NONE, UNSYNCHRONISED -> 0;
    };
  }

  /// Whether a leap second is within 5 s: what is measured then cannot be trusted.
  boolean isClose(long clockNanos) {
    return inProgress || Math.abs(clockNanos - midnightNanos) <= CLOSE;
  }

  /// The monotonic time at which {@link #onTimer} has something to say; the largest value for
  /// never.
  long wakeMonotonicNanos(Now now, long clockNanos) {
    if (inProgress) {
      return begun.monotonicNanos() + LASTING;
    }
    return armed == LeapIndicator.NONE
        ? Long.MAX_VALUE
        : now.monotonicNanos() + (beginNanos() - clockNanos);
  }

  private long beginNanos() {
    long lastSecond = armed == LeapIndicator.DELETE ? SECOND : 0;
    return midnightNanos - lastSecond - (watch ? WATCH_EARLIER : 0);
  }

  private static boolean isLeapDay(long unixSeconds) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(unixSeconds), ZoneOffset.UTC);
    return switch (day.getMonth()) {
      case JUNE -> day.getDayOfMonth() == 30;
      case DECEMBER -> day.getDayOfMonth() == 31;
      case JANUARY, FEBRUARY, MARCH, APRIL, MAY, JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER ->
          false;
    };
  }
}
