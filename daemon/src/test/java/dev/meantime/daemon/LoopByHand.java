// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.Background;
import dev.meantime.platform.Entropy;
import dev.meantime.platform.EventLoop;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.Network;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Resolver;
import dev.meantime.platform.Timers;
import dev.meantime.platform.WallClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// A platform that a test turns by hand: its clocks stand, its timers run when the time is put past
/// them, and its background works when it is told to. It has no network.
final class LoopByHand implements Platform, Timers, Background {

  /// What the wall clock showed at the beginning, nanoseconds since the Unix epoch.
  static final long START = 1_700_000_000_000_000_000L;

  private record Task(long when, Runnable task) {}

  private final List<Task> tasks = new ArrayList<>();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private long elapsed;
  private long entropy;

  /// Puts the time forward, timer by timer.
  void pass(long nanos) {
    long end = elapsed + nanos;
    while (true) {
      List<Task> due = new ArrayList<>(tasks.stream().filter(task -> task.when <= end).toList());
      if (due.isEmpty()) {
        break;
      }
      due.sort(Comparator.comparingLong(Task::when));
      Task next = due.getFirst();
      tasks.remove(next);
      elapsed = Math.max(elapsed, next.when);
      next.task.run();
    }
    elapsed = end;
  }

  /// How much background work nobody has done.
  int pending() {
    return work.size();
  }

  int scheduled() {
    return tasks.size();
  }

  /// Does the next background work and hands its result over.
  void work() {
    work.remove().run();
  }

  @Override
  public <T> void submit(Callable<T> job, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
    work.add(() -> {
      T result;
      try {
        result = job.call();
      } catch (Exception e) {
        whenFailed.accept(e);
        return;
      }
      whenDone.accept(result);
    });
  }

  @Override
  public Timer schedule(long monotonicNanos, Runnable task) {
    Task scheduled = new Task(monotonicNanos, task);
    tasks.add(scheduled);
    return () -> tasks.remove(scheduled);
  }

  @Override
  public WallClock wallClock() {
    return new StoppedClock(START + elapsed);
  }

  @Override
  public MonotonicClock monotonicClock() {
    return () -> elapsed;
  }

  @Override
  public Timers timers() {
    return this;
  }

  @Override
  public Background background() {
    return this;
  }

  @Override
  public Entropy entropy() {
    return () -> ++entropy;
  }

  @Override
  public KernelClock kernelClock() {
    throw new UnsupportedOperationException("no kernel");
  }

  @Override
  public Network network() {
    throw new UnsupportedOperationException("no network");
  }

  @Override
  public Resolver resolver() {
    throw new UnsupportedOperationException("no names");
  }

  @Override
  public EventLoop eventLoop() {
    throw new UnsupportedOperationException("the test is the loop");
  }

  @Override
  public void close() {
    tasks.clear();
    work.clear();
  }
}
