// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.List;

/// UTC over an even time scale that begins equal to it. Confined to the simulation's thread.
final class UtcScale {

  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  /// @param trueNanos even time from which UTC is `utcMinusTrue` ahead of it
  private record Leap(long trueNanos, long utcMinusTrue, LeapIndicator kind) {}

  private final List<Leap> leaps = new ArrayList<>();

  void add(long midnightNanos, LeapIndicator kind) {
    if (Math.floorMod(midnightNanos, DAY) != 0) {
      throw new IllegalArgumentException("a leap second is at the end of a UTC day");
    }
    long before = leaps.isEmpty() ? 0 : leaps.getLast().utcMinusTrue;
    long at =
        switch (kind) {
          case INSERT -> midnightNanos - before;
          case DELETE -> midnightNanos - SECOND - before;
          case NONE, UNSYNCHRONISED ->
              throw new IllegalArgumentException("a leap second is inserted or deleted");
        };
    if (!leaps.isEmpty() && at <= leaps.getLast().trueNanos) {
      throw new IllegalArgumentException("leap seconds come in the order of time");
    }
    leaps.add(new Leap(at, before + (kind == LeapIndicator.INSERT ? -SECOND : SECOND), kind));
  }

  long at(long trueNanos) {
    for (int i = leaps.size() - 1; i >= 0; i--) {
      if (trueNanos >= leaps.get(i).trueNanos) {
        return trueNanos + leaps.get(i).utcMinusTrue;
      }
    }
    return trueNanos;
  }

  LeapIndicator announcedAt(long trueNanos) {
    for (Leap leap : leaps) {
      if (trueNanos < leap.trueNanos && leap.trueNanos - trueNanos <= DAY) {
        return leap.kind;
      }
    }
    return LeapIndicator.NONE;
  }
}
