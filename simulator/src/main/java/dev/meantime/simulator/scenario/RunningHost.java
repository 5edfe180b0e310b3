// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.Disk;
import dev.meantime.daemon.RunOptions;
import dev.meantime.engine.ClockState;
import dev.meantime.platform.KernelClock;
import dev.meantime.simulator.NameTable;
import dev.meantime.simulator.Oscillator;
import dev.meantime.simulator.OscillatorModel;
import dev.meantime.simulator.SimulatedNetwork;
import dev.meantime.simulator.SimulatedPlatform;
import dev.meantime.simulator.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A host of a running scenario: the unmodified daemon on a simulated platform. Confined to its
/// run.
final class RunningHost {

  private static final RunOptions OPTIONS = options(RunOptions.DEFAULT);

  private final HostModel model;
  private final SimulatedPlatform platform;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Daemon daemon;
  private boolean asleep;

  /// @param oscillator the model's, with its sudden changes
  RunningHost(
      Simulation simulation,
      SimulatedNetwork network,
      NameTable names,
      HostModel model,
      OscillatorModel oscillator) {
    this.model = model;
    this.platform =
        new SimulatedPlatform(
            simulation,
            network,
            names,
            model.address(),
            new Oscillator(simulation, "host " + model.name(), oscillator),
            model.ahead(),
            new KernelClock.Control.Granted());
    this.daemon = daemon();
  }

  private Daemon daemon() {
    PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
    return new Daemon(
        platform,
        DaemonLines.read(model.config()).config(),
        OPTIONS,
        stream,
        stream,
        Map.of(),
        Disk.REAL);
  }

  /// In the foreground, with the log on the given stream, and with no need to be root.
  private static RunOptions options(RunOptions base) {
    return new RunOptions(
        base.mode(),
        base.family(),
        true,
        true,
        "",
        base.minimumSeverity(),
        false,
        false,
        false,
        0,
        "",
        false,
        true,
        false,
        -1,
        -1,
        0);
  }

  String name() {
    return model.name();
  }

  void start() {
    daemon.start();
  }

  void stop() {
    daemon.stop();
    platform.close();
  }

  /// Somebody else moves the wall clock.
  void disturb(double ahead) {
    platform.clock().disturb(ahead);
  }

  void handle(Event.Handle what) {
    switch (what) {
      case SUSPEND -> sleep(true);
      case RESUME -> sleep(false);
      case STOP -> daemon.stop();
      case START -> startAgain();
      case UNPLUG -> platform.hostNetwork().connected(false);
      case PLUG -> platform.hostNetwork().connected(true);
    }
  }

  private void sleep(boolean whether) {
    if (whether == asleep) {
      return;
    }
    asleep = whether;
    if (asleep) {
      platform.suspend();
    } else {
      platform.resume(0);
    }
  }

  private void startAgain() {
    if (!daemon.isRunning() && !asleep) {
      daemon = daemon();
      daemon.start();
    }
  }

  /// Requests that left so far.
  long polls() {
    return platform.hostNetwork().requestsSent();
  }

  /// Steps that the daemon made so far.
  long steps() {
    return platform.clock().steps().size();
  }

  List<String> log() {
    return log.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// The truth: seconds, positive when the wall clock is behind.
  double offset() {
    return -platform.clock().error();
  }

  /// The truth: by how much the wall clock runs fast, s/s, slewing included.
  double rateError() {
    return platform.clock().frequencyError();
  }

  /// How wrong the daemon says that the wall clock can be, seconds; NaN while it does not say so.
  double claimedBound() {
    Optional<ClockState> current = daemon.currentClockState();
    if (current.isEmpty() || !current.get().isSynchronised()) {
      return Double.NaN;
    }
    ClockState state = current.get();
    double remaining = state.remainingCorrection();
    long cooked = platform.wallClock().nowNanos() + Math.round(remaining * 1e9);
    return Math.abs(remaining) + state.errorBoundAt(cooked);
  }
}
