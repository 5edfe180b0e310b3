// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.wire.LeapIndicator;
import java.util.List;
import java.util.OptionalInt;

/// The leap seconds that are known: from when on which difference between atomic time and UTC
/// holds. A leap second is the last second before such a moment.
///
/// @param entries in order of time
/// @param expirySeconds the Unix time up to which the table is complete; {@link Long#MAX_VALUE}
///   when it does not say
public record LeapSecondTable(List<Entry> entries, long expirySeconds) {

  /// From one moment on.
  ///
  /// @param fromSeconds Unix time, a midnight UTC
  /// @param taiOffset TAI − UTC, seconds
  public record Entry(long fromSeconds, int taiOffset) {}

  /// A table that knows of no leap second.
  public static final LeapSecondTable EMPTY = new LeapSecondTable(List.of(), Long.MAX_VALUE);

  static final long DAY = 86_400;

  // Two days whose leap seconds everybody knows: a table that is wrong about them is not what it
  // seems, for example a time zone without leap seconds.
  private static final long JUNE_30_2012 = 1_341_014_400;
  private static final long DECEMBER_31_2012 = 1_356_912_000;

  /// @throws IllegalArgumentException if the entries are out of order
  public LeapSecondTable {
    entries = List.copyOf(entries);
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).fromSeconds() <= entries.get(i - 1).fromSeconds()) {
        throw new IllegalArgumentException("leap seconds out of order: " + entries.get(i));
      }
    }
  }

  /// What happens at the end of the UTC day in which that Unix time lies.
  public LeapIndicator leapAt(long unixSeconds) {
    long midnight = (Math.floorDiv(unixSeconds, DAY) + 1) * DAY;
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).fromSeconds() == midnight) {
        int change = entries.get(i).taiOffset() - entries.get(i - 1).taiOffset();
        return change > 0
            ? LeapIndicator.INSERT
            : change < 0 ? LeapIndicator.DELETE : LeapIndicator.NONE;
      }
    }
    return LeapIndicator.NONE;
  }

  /// TAI − UTC at that Unix time, seconds; empty before the first entry.
  public OptionalInt taiOffsetAt(long unixSeconds) {
    for (Entry entry : entries.reversed()) {
      if (entry.fromSeconds() <= unixSeconds) {
        return OptionalInt.of(entry.taiOffset());
      }
    }
    return OptionalInt.empty();
  }

  /// Whether leap seconds may be missing at that Unix time.
  public boolean isExpiredAt(long unixSeconds) {
    return unixSeconds >= expirySeconds;
  }

  /// Whether it knows the leap second of 30 June 2012, and that 31 December 2012 had none.
  public boolean isPlausible() {
    return leapAt(JUNE_30_2012) == LeapIndicator.INSERT
        && taiOffsetAt(JUNE_30_2012).equals(OptionalInt.of(34))
        && leapAt(DECEMBER_31_2012) == LeapIndicator.NONE
        && taiOffsetAt(DECEMBER_31_2012).equals(OptionalInt.of(35));
  }
}
