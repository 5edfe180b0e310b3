// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// True time and what is going to happen. Everything in a simulated world hangs on one of these.
/// Confined to the thread that runs it.
public final class Simulation {

  private static final class Event implements Comparable<Event> {
    final long trueNanos;
    final long order;
    final Runnable task;
    boolean cancelled;

    Event(long trueNanos, long order, Runnable task) {
      this.trueNanos = trueNanos;
      this.order = order;
      this.task = task;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(trueNanos, other.trueNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final long seed;
  private long trueNanos;
  private long order;

  /// @param startNanos true UTC at the start, nanoseconds since the Unix epoch
  public Simulation(long seed, long startNanos) {
    this.seed = seed;
    this.trueNanos = startNanos;
  }

  public long seed() {
    return seed;
  }

  /// True UTC, nanoseconds since the Unix epoch.
  public long trueNanos() {
    return trueNanos;
  }

  /// A random source of its own for each purpose, so that adding one does not disturb the others.
  public RandomGenerator random(String purpose) {
    return new SplittableRandom(
        seed * 0x9e3779b97f4a7c15L ^ purpose.hashCode() * 0xd1342543de82ef95L);
  }

  /// Runs `task` at this true time, or at once when it is past. Returns what keeps it from running.
  public Runnable at(long whenNanos, Runnable task) {
    Event event = new Event(Math.max(whenNanos, trueNanos), order++, task);
    events.add(event);
    return () -> event.cancelled = true;
  }

  /// Runs `task` after so many true seconds.
  public Runnable after(double seconds, Runnable task) {
    return at(trueNanos + Math.round(seconds * 1e9), task);
  }

  /// Lets the next event happen.
  ///
  /// @return false when nothing is left to happen
  public boolean step() {
    Event next = next();
    if (next == null) {
      return false;
    }
    events.remove();
    trueNanos = next.trueNanos;
    next.task.run();
    return true;
  }

  /// Lets everything happen up to that many true seconds from now.
  public void run(double seconds) {
    long end = trueNanos + Math.round(seconds * 1e9);
    for (Event next = next(); next != null && next.trueNanos <= end; next = next()) {
      step();
    }
    trueNanos = end;
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
}
