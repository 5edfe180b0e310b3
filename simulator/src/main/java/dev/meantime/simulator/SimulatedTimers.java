// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.Timers;
import java.util.PriorityQueue;

/// Timers on a host's monotonic clock, which does not run at the rate of true time, and stands
/// still while the host sleeps. Confined to the simulation's thread.
final class SimulatedTimers implements Timers {

  private static final class Entry implements Comparable<Entry>, Timer {
    final long monotonicNanos;
    final long order;
    final Runnable task;
    boolean cancelled;

    Entry(long monotonicNanos, long order, Runnable task) {
      this.monotonicNanos = monotonicNanos;
      this.order = order;
      this.task = task;
    }

    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(monotonicNanos, other.monotonicNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final Simulation simulation;
  private final SimulatedClock clock;
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long order;
  private final Runnable wake = this::wake;
  private Runnable cancelWake = () -> {};

  SimulatedTimers(Simulation simulation, SimulatedClock clock) {
    this.simulation = simulation;
    this.clock = clock;
    clock.onRateChange(this::wakeForNext);
  }

  @Override
  public Timer schedule(long monotonicNanos, Runnable task) {
    Entry entry = new Entry(monotonicNanos, order++, task);
    entries.add(entry);
    if (entries.peek() == entry) {
      wakeForNext();
    }
    return entry;
  }

  void clear() {
    entries.clear();
    cancelWake.run();
  }

  private void wakeForNext() {
    cancelWake.run();
    while (!entries.isEmpty() && entries.peek().cancelled) {
      entries.poll();
    }
    Entry next = entries.peek();
    if (next == null) {
      return;
    }
    long when = clock.trueTimeOf(next.monotonicNanos);
    if (when != Long.MAX_VALUE) {
      cancelWake = simulation.at(when, wake);
    }
  }

  private void wake() {
    Entry next = entries.peek();
    if (next != null && next.monotonicNanos <= clock.monotonic()) {
      entries.poll();
      if (!next.cancelled) {
        next.task.run();
      }
    }
    wakeForNext();
  }
}
