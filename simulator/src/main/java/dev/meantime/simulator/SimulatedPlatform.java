// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.Background;
import dev.meantime.platform.Entropy;
import dev.meantime.platform.EventLoop;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.LocalProgram;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Resolver;
import dev.meantime.platform.Timers;
import dev.meantime.platform.WallClock;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// One simulated host, for one daemon at a time. Confined to the simulation's thread.
public final class SimulatedPlatform implements Platform, EventLoop, Background {

  private final Simulation simulation;
  private final HostProcess process;
  private final SimulatedClock clock;
  private final HostNetwork network;
  private final SimulatedTimers timers;
  private final NameTable names;
  private final SimulatedReferenceClocks referenceClocks;
  private final RandomStream random;
  private Consumer<String> termination = signal -> {};
  private boolean stopped;

  /// @param oscillator this host's own
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
    this.process = new HostProcess(simulation);
    this.clock = new SimulatedClock(simulation, oscillator, clockError, control);
    this.network = new HostNetwork(simulation, process, network, clock, address);
    this.referenceClocks =
        new SimulatedReferenceClocks(simulation, process::isAwake, clock.wallClock());
    this.timers = new SimulatedTimers(simulation, clock);
    this.random = simulation.random("entropy of " + address.getHostAddress());
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

  /// The host goes to sleep: nothing runs, nothing is received, and the monotonic clock stands
  /// still, as `CLOCK_MONOTONIC` does.
  ///
  /// @throws IllegalStateException when it sleeps already
  public void suspend() {
    if (!process.isAwake()) {
      throw new IllegalStateException("the host is asleep or off already");
    }
    process.fallAsleep();
    clock.suspend();
  }

  /// It wakes up. Timers are later by the time that it slept.
  ///
  /// @param clockError seconds by which the hardware that kept the time put the wall clock further
  ///   ahead
  /// @throws IllegalStateException when it does not sleep
  public void resume(double clockError) {
    if (process.isAwake()) {
      throw new IllegalStateException("the host is awake");
    }
    clock.resume(clockError);
    process.wakeUp();
  }

  /// The daemon's process dies at once: no goodbye, no drift file. Another can be started.
  public void kill() {
    process.die();
    timers.clear();
    network.closeAll();
    termination = signal -> {};
    stopped = false;
  }

  /// The power goes: the daemon dies, nothing is received.
  ///
  /// @throws IllegalStateException when the host sleeps or is off
  public void powerOff() {
    suspend();
    kill();
  }

  /// The host starts again, its kernel knowing nothing; a new daemon can be started.
  ///
  /// @param clockError seconds by which the battery-backed clock, and with it the wall clock, is
  ///   ahead
  /// @throws IllegalStateException when it runs
  public void powerOn(double clockError) {
    if (process.isAwake()) {
      throw new IllegalStateException("the host is on");
    }
    clock.boot(clockError);
    process.wakeUp();
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
    return (name, whenDone) -> names.resolve(name, process.ofThisProcess(whenDone));
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public Entropy entropy() {
    return random::nextLong;
  }

  /// A simulated machine runs nothing beside the daemon.
  @Override
  public LocalProgram localProgram(Path socket) {
    return new NoLocalProgram(socket);
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
    stopped = false;
  }

  @Override
  public <T> void submit(Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
    process.after(
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
