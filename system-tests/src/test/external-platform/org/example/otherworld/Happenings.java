// SPDX-License-Identifier: Apache-2.0
package org.example.otherworld;

import dev.meantime.platform.EventLoop;
import dev.meantime.platform.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Consumer;

/// True time, what will happen in it, and a record of what did. Whatever uses it from a second
/// thread fails.
final class Happenings implements EventLoop, Timers {

  /// 2031-03-01T00:00:00Z.
  static final long START_NANOS = 1_930_089_600_000_000_000L;

  private record Event(long trueNanos, long order, Runnable task) {}

  private record Due(long monotonicNanos, long order, Runnable task) {}

  private final Thread thread = Thread.currentThread();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::trueNanos).thenComparing(Event::order));
  private final TreeSet<Due> timers =
      new TreeSet<>(Comparator.comparingLong(Due::monotonicNanos).thenComparing(Due::order));
  private final List<String> record = new ArrayList<>();
  private long trueNanos = START_NANOS;
  private long order;
  private HardwareClock clock;
  private Consumer<String> onTermination = signal -> {};
  private boolean stopped;

  void runOn(HardwareClock hardware) {
    clock = hardware;
  }

  long trueNanos() {
    checkThread();
    return trueNanos;
  }

  void checkThread() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("the platform was used on a second thread");
    }
  }

  void record(String what) {
    checkThread();
    record.add(String.format("%.6f %s", (trueNanos - START_NANOS) * 1e-9, what));
  }

  List<String> recorded() {
    return record;
  }

  void after(long nanos, Runnable task) {
    checkThread();
    events.add(new Event(trueNanos + nanos, order++, task));
  }

  void terminate(String signal) {
    record("terminate " + signal);
    onTermination.accept(signal);
  }

  @Override
  public Timer schedule(long monotonicNanos, Runnable task) {
    checkThread();
    Due due = new Due(monotonicNanos, order++, task);
    timers.add(due);
    return () -> timers.remove(due);
  }

  @Override
  public void run() {
    checkThread();
    while (!stopped) {
      long nextTimer =
          timers.isEmpty() ? Long.MAX_VALUE : clock.trueNanosAt(timers.first().monotonicNanos());
      long nextEvent = events.isEmpty() ? Long.MAX_VALUE : events.peek().trueNanos();
      if (nextTimer == Long.MAX_VALUE && nextEvent == Long.MAX_VALUE) {
        throw new IllegalStateException("nothing will ever happen");
      }
      trueNanos = Math.max(trueNanos, Math.min(nextEvent, nextTimer));
      if (nextEvent <= nextTimer) {
        events.remove().task().run();
      } else if (clock.monotonicNanos() >= timers.first().monotonicNanos()) {
        timers.removeFirst().task().run();
      }
    }
  }

  @Override
  public void stop() {
    checkThread();
    stopped = true;
  }

  @Override
  public void onTermination(Consumer<String> handler) {
    checkThread();
    onTermination = handler;
  }
}
