// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.Background;
import dev.meantime.platform.Entropy;
import dev.meantime.platform.EventLoop;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Resolver;
import dev.meantime.platform.Timers;
import dev.meantime.platform.WallClock;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One simulated host, for one daemon.
public final class SimulatedPlatform implements Platform, EventLoop, Background {

  private final Simulation simulation;
  private final SimulatedClock clock;
  private final HostNetwork network;
  private final SimulatedTimers timers;
  private final NameTable names;
  private final SimulatedReferenceClocks referenceClocks;
  private final RandomGenerator random;
  private Consumer<String> termination = signal -> {};
  private boolean stopped;

  /// @param clockError seconds by which the wall clock is ahead at the start
  /// @param control whether the daemon may steer the clock
  public SimulatedPlatform(
      Simulation simulation,
      SimulatedNetwork network,
      NameTable names,
      InetAddress address,
      Oscillator oscillator,
      double clockError,
      KernelClock.Control control) {
    this.simulation = simulation;
    this.names = names;
    this.clock = new SimulatedClock(simulation, oscillator, clockError, control);
    this.network = new HostNetwork(simulation, network, clock, address);
    this.referenceClocks = new SimulatedReferenceClocks(simulation, clock.wallClock());
    this.timers = new SimulatedTimers(simulation, clock);
    this.random = simulation.random("entropy of " + address);
  }

  public SimulatedClock clock() {
    return clock;
  }

  public HostNetwork hostNetwork() {
    return network;
  }

  /// Whether the daemon ended its loop.
  public boolean isStopped() {
    return stopped;
  }

  /// Asks the daemon to end, as this signal would.
  ///
  /// @param signal its name without `SIG`
  public void terminate(String signal) {
    termination.accept(signal);
  }

  @Override
  public WallClock wallClock() {
    return clock.wallClock();
  }

  @Override
  public MonotonicClock monotonicClock() {
    return clock.monotonicClock();
  }

  @Override
  public KernelClock kernelClock() {
    return clock;
  }

  @Override
  public HostNetwork network() {
    return network;
  }

  @Override
  public Resolver resolver() {
    return names;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public Entropy entropy() {
    return random::nextLong;
  }

  @Override
  public Background background() {
    return this;
  }

  @Override
  public SimulatedReferenceClocks referenceClocks() {
    return referenceClocks;
  }

  @Override
  public EventLoop eventLoop() {
    return this;
  }

  /// Runs the whole world until this host's daemon stops.
  @Override
  public void run() {
    while (!stopped) {
      if (!simulation.step()) {
        throw new IllegalStateException("the daemon waits for something that never happens");
      }
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public void onTermination(Consumer<String> handler) {
    termination = handler;
  }

  @Override
  public <T> void submit(Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
    simulation.after(
        0,
        () -> {
          T result;
          try {
            result = work.call();
          } catch (Exception e) {
            whenFailed.accept(e);
            return;
          }
          whenDone.accept(result);
        });
  }

  @Override
  public void close() {
    timers.clear();
  }
}
