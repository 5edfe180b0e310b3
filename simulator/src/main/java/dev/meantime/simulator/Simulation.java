// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.wire.LeapIndicator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// True time and what is going to happen. Everything in a simulated world hangs on one of these.
/// Confined to the thread that runs it.
///
/// True time runs evenly. It is UTC until the first leap second of {@link #leapSecond}; from there
/// on {@link #utcNanos} tells UTC.
public final class Simulation {

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<String, Integer> purposes = new HashMap<>();
  private final UtcScale utc = new UtcScale();
  private final long seed;
  private final long startNanos;
  private long trueNanos;
  private long order;

  /// @param startNanos true UTC at the start, nanoseconds since the Unix epoch
  public Simulation(long seed, long startNanos) {
    this.seed = seed;
    this.startNanos = startNanos;
    this.trueNanos = startNanos;
  }

  public long seed() {
    return seed;
  }

  /// True time at the start, nanoseconds since the Unix epoch.
  public long startNanos() {
    return startNanos;
  }

  /// True time, nanoseconds since the Unix epoch.
  public long trueNanos() {
    return trueNanos;
  }

  /// True seconds since the start.
  public double elapsed() {
    return (trueNanos - startNanos) * 1e-9;
  }

  /// The true time so many seconds after the start.
  public long nanosAt(double seconds) {
    return startNanos + Math.round(seconds * 1e9);
  }

  /// Lets a leap second happen in true UTC.
  ///
  /// @param midnightNanos the end of the UTC day that has it, as POSIX counts: nanoseconds since
  ///   the Unix epoch, after those of earlier calls
  /// @param kind `INSERT` or `DELETE`
  public void leapSecond(long midnightNanos, LeapIndicator kind) {
    utc.add(midnightNanos, kind);
  }

  /// UTC now, as POSIX counts: an inserted leap second is the second before it once more.
  public long utcNanos() {
    return utc.at(trueNanos);
  }

  /// The leap second that comes within a day: what a perfect server announces.
  public LeapIndicator announcedLeap() {
    return utc.announcedAt(trueNanos);
  }

  /// A random source of its own for each purpose, so that adding one does not disturb the others.
  /// Who asks again for the same purpose gets another one.
  public RandomStream random(String purpose) {
    return RandomStream.of(seed, purpose, purposes.merge(purpose, 1, Integer::sum));
  }

  /// Runs `task` at this true time, or at once when it is past. Returns what keeps it from running.
  public Runnable at(long whenNanos, Runnable task) {
    Event event = new Event(Math.max(whenNanos, trueNanos), order++, 0, task);
    events.add(event);
    return event;
  }

  /// Runs `task` after so many true seconds.
  public Runnable after(double seconds, Runnable task) {
    return at(trueNanos + Math.round(seconds * 1e9), task);
  }

  /// Runs `task` on an even grid of true time: `seconds` from now, and again each time as much
  /// later. A task that only looks leaves no trace: the rest happens as it would without.
  ///
  /// @param seconds more than 0
  /// @return what ends it
  public Runnable every(double seconds, Runnable task) {
    long periodNanos = Math.round(seconds * 1e9);
    if (periodNanos <= 0) {
      throw new IllegalArgumentException("a period must be at least a nanosecond: " + seconds);
    }
    Event event = new Event(trueNanos + periodNanos, order++, periodNanos, task);
    events.add(event);
    return event;
  }

  /// Lets the next event happen.
  ///
  /// @return false when nothing is left to happen
  public boolean step() {
    Event next = next();
    if (next == null) {
      return false;
    }
    happen(next);
    return true;
  }

  /// Lets everything happen up to that many true seconds from now.
  public void run(double seconds) {
    long end = trueNanos + Math.round(seconds * 1e9);
    for (Event next = next(); next != null && next.trueNanos <= end; next = next()) {
      happen(next);
    }
    trueNanos = end;
  }

  private void happen(Event event) {
    events.remove();
    trueNanos = event.trueNanos;
    event.task.run();
    if (event.periodNanos > 0 && !event.cancelled) {
      event.trueNanos += event.periodNanos;
      event.order = order++;
      events.add(event);
    }
  }

  /// What happens next, without what was cancelled.
  private @Nullable Event next() {
    Event next = events.peek();
    while (next != null && next.cancelled) {
      events.remove();
      next = events.peek();
    }
    return next;
  }

  /// Running it cancels it: so planning something needs one object, not two.
  private static final class Event implements Comparable<Event>, Runnable {
    /// Changed only while it is not queued.
    private long trueNanos;

    private long order;
    private final long periodNanos;
    private final Runnable task;
    private boolean cancelled;

    /// @param periodNanos 0 for once
    Event(long trueNanos, long order, long periodNanos, Runnable task) {
      this.trueNanos = trueNanos;
      this.order = order;
      this.periodNanos = periodNanos;
      this.task = task;
    }

    @Override
    public void run() {
      cancelled = true;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(trueNanos, other.trueNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
