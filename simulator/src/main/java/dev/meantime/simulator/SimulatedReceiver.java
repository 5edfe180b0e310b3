// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.PulseClock;
import dev.meantime.platform.SharedMemoryClock;
import dev.meantime.platform.WallClock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// A receiver at a host that tells each true second once: by a message that ends up in shared
/// memory, or by a pulse. Both are made from one object, as long as its daemon knows only one.
public final class SimulatedReceiver {

  private static final long SECOND = 1_000_000_000L;
  private static final int PRECISION = -20;

  private final Simulation simulation;
  private final BooleanSupplier awake;
  private final WallClock wall;
  private final ClockNoise noise;
  private final RandomGenerator random;
  private double lie;
  private int leap;
  private boolean running = true;
  private long pulses;
  private Optional<PulseClock.Pulse> pulse = Optional.empty();
  private SharedMemoryClock.Poll message = new SharedMemoryClock.Poll.Nothing();

  /// @param awake whether the host runs: one that sleeps stamps nothing
  SimulatedReceiver(
      Simulation simulation, BooleanSupplier awake, WallClock wall, ClockNoise noise, String name) {
    this.simulation = simulation;
    this.awake = awake;
    this.wall = wall;
    this.noise = noise;
    this.random = simulation.random("receiver " + name);
    scheduleNext();
  }

  /// Makes the time in its messages, and where not whole also its pulses, wrong by so many seconds:
  /// ahead when positive.
  public SimulatedReceiver lyingBy(double seconds) {
    lie = seconds;
    return this;
  }

  /// The leap indicator of its messages, as in an NTP packet.
  public SimulatedReceiver announcing(int value) {
    leap = value;
    return this;
  }

  /// Loses or finds its satellites: without them there is neither message nor pulse.
  public SimulatedReceiver running(boolean whether) {
    running = whether;
    return this;
  }

  private void scheduleNext() {
    long early = Math.round((lie - Math.floor(lie)) * 1e9);
    long next = Math.floorDiv(simulation.trueNanos() + early, SECOND) * SECOND + SECOND - early;
    simulation.at(next, this::onSecond);
  }

  private void onSecond() {
    long utcNanos = simulation.utcNanos();
    if (running) {
      double late = noise.next(random);
      simulation.after(Math.max(0, late), () -> stamp(utcNanos, Math.min(0, late)));
    }
    scheduleNext();
  }

  private void stamp(long utcNanos, double correction) {
    if (!awake.getAsBoolean()) {
      return;
    }
    long stamp = noise.rounded(wall.nowNanos() + Math.round(correction * 1e9));
    pulse = Optional.of(new PulseClock.Pulse(++pulses, stamp));
    message =
        new SharedMemoryClock.Poll.Reading(
            utcNanos + Math.round(lie * 1e9), stamp, leap, PRECISION);
  }

  SharedMemoryClock memory() {
    return new SharedMemoryClock() {
      @Override
      public Poll poll() {
        Poll taken = message;
        message = new Poll.Nothing();
        return taken;
      }

      @Override
      public void close() {}
    };
  }

  PulseClock line() {
    return new PulseClock() {
      @Override
      public Optional<Pulse> last() {
        return pulse;
      }

      @Override
      public void close() {}
    };
  }
}
