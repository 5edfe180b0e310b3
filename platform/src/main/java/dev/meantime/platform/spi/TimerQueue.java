// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import dev.meantime.platform.Timers;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// Timers in the order in which they are due; those due at the same time in the order in which they
/// were scheduled.
public final class TimerQueue implements Timers {

  private final TreeSet<Entry> entries =
      new TreeSet<>(
          Comparator.comparingLong(Entry::dueNanos).thenComparingLong(Entry::serialNumber));
  private long scheduled;

  /// Without timers.
  public TimerQueue() {}

  @Override
  public Timer schedule(long monotonicNanos, Runnable task) {
    Entry entry = new Entry(monotonicNanos, scheduled++, task);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /// Runs what is due at `nowNanos`, for as long as `goOn` holds; but nothing that was scheduled
  /// after this call began, so that tasks which schedule themselves at once cannot hold the loop.
  public void runDue(long nowNanos, BooleanSupplier goOn) {
    long limit = scheduled;
    Optional<Entry> next = firstDue(limit, nowNanos);
    while (next.isPresent() && goOn.getAsBoolean()) {
      entries.remove(next.get());
      next.get().task().run();
      next = firstDue(limit, nowNanos);
    }
  }

  /// How long from `nowNanos` to the first timer: 0 when it is due, {@link Long#MAX_VALUE} when
  /// there is none.
  public long nanosUntilNext(long nowNanos) {
    return entries.isEmpty()
        ? Long.MAX_VALUE
        : Math.max(0, saturatedDifference(entries.first().dueNanos(), nowNanos));
  }

  private Optional<Entry> firstDue(long limit, long nowNanos) {
    for (Entry entry : entries) {
      if (entry.dueNanos() > nowNanos) {
        return Optional.empty();
      }
      if (entry.serialNumber() < limit) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private static long saturatedDifference(long a, long b) {
    long difference = a - b;
    boolean overflowed = ((a ^ b) & (a ^ difference)) < 0;
    return overflowed ? (a < b ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
  }

  private record Entry(long dueNanos, long serialNumber, Runnable task) {}
}
