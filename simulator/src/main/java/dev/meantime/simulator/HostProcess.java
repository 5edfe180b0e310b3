// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/// What can happen to the process on a host: it sleeps with the host, and it dies. Whatever was
/// under way for a process that died does not reach the next one. Confined to the simulation's
/// thread.
final class HostProcess {

  private final Simulation simulation;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private long incarnation;
  private boolean awake = true;

  HostProcess(Simulation simulation) {
    this.simulation = simulation;
  }

  boolean isAwake() {
    return awake;
  }

  /// Hands `task` to the process as it is now after so many true seconds.
  void after(double seconds, Runnable task) {
    Consumer<Runnable> run = ofThisProcess(Runnable::run);
    simulation.after(seconds, () -> run.accept(task));
  }

  /// As `handler`; but what it is handed waits while the host sleeps, and is dropped once the
  /// process died.
  <T> Consumer<T> ofThisProcess(Consumer<T> handler) {
    long mine = incarnation;
    return value -> {
      if (mine != incarnation) {
        return;
      }
      if (awake) {
        handler.accept(value);
      } else {
        waiting.add(() -> handler.accept(value));
      }
    };
  }

  void fallAsleep() {
    awake = false;
  }

  void wakeUp() {
    awake = true;
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      after(0, task);
    }
  }

  void die() {
    incarnation++;
    waiting.clear();
  }
}
