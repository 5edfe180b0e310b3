// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import dev.meantime.platform.EventLoop;
import dev.meantime.platform.MonotonicClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// The loop of a platform that really waits. Each turn runs the timers that are due, then what
/// other threads posted, then waits for datagrams until the next timer.
public final class WaitingLoop implements EventLoop, AutoCloseable {

  private final MonotonicClock clock;
  private final Waiter waiter;
  private final TimerQueue timers = new TimerQueue();
  private final PostBox postBox;
  private final TerminationSignals signals;
  private Consumer<String> terminationHandler = name -> {};
  private boolean stopRequested;

  public WaitingLoop(MonotonicClock clock, Waiter waiter) {
    this.clock = clock;
    this.waiter = waiter;
    this.postBox = new PostBox(waiter::wakeUp);
    this.signals =
        new TerminationSignals(name -> postBox.post(() -> terminationHandler.accept(name)));
  }

  public TimerQueue timers() {
    return timers;
  }

  public PostBox postBox() {
    return postBox;
  }

  /// A stop requested before the run makes it return at once.
  ///
  /// @throws UncheckedIOException when the system refuses to wait
  @Override
  public void run() {
    try {
      while (goesOn()) {
        timers.runDue(clock.nowNanos(), this::goesOn);
        postBox.deliver(this::goesOn);
        if (goesOn()) {
          waiter.await(timers.nanosUntilNext(clock.nowNanos()), this::goesOn);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      stopRequested = false;
    }
  }

  @Override
  public void stop() {
    stopRequested = true;
  }

  @Override
  public void onTermination(Consumer<String> handler) {
    terminationHandler = handler;
    signals.install();
  }

  /// Gives the signals back to whoever had them before.
  @Override
  public void close() {
    signals.close();
  }

  private boolean goesOn() {
    return !stopRequested;
  }
}
