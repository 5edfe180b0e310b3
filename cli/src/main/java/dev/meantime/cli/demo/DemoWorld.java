// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.Disk;
import dev.meantime.daemon.RunOptions;
import dev.meantime.daemon.SourceSnapshot;
import dev.meantime.daemon.config.ConfigParser;
import dev.meantime.daemon.config.ConfigResult;
import dev.meantime.daemon.config.DiskConfigSource;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.platform.KernelClock;
import dev.meantime.simulator.Link;
import dev.meantime.simulator.ModelServer;
import dev.meantime.simulator.NameTable;
import dev.meantime.simulator.Oscillator;
import dev.meantime.simulator.SimulatedNetwork;
import dev.meantime.simulator.SimulatedPlatform;
import dev.meantime.simulator.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Three honest servers and a liar, a host with a bad clock, and the daemon on it. What happens
/// depends on the seed only, and not on how often or in which steps it is looked at. Confined to
/// the thread that advances it.
final class DemoWorld {

  /// Seconds by which the host's clock is behind at the start.
  static final double OFFSET = 0.8;

  /// s/s by which it runs slow at the start.
  static final double DRIFT = 40e-6;

  /// Seconds by which the liar's clock is ahead.
  static final double LIE = 0.04;

  /// What a user would write into chrony.conf.
  static final List<String> CONFIGURATION =
      List.of(
          "server ntp1.example iburst",
          "server ntp2.example iburst",
          "server ntp3.example iburst",
          "server liar.example iburst",
          "makestep 0.1 3");

  /// What keeps the daemon off the files and sockets of this machine.
  static final List<String> SECLUSION = List.of("pidfile /", "cmdport 0", "bindcmdaddress /");

  /// True seconds between two looks at the clock.
  private static final double TICK = 0.1;

  /// 2026-06-01T00:00:00Z: no leap second anywhere near.
  private static final long START = 1_780_272_000_000_000_000L;

  private static final double WANDER = 1e-9;

  private final Simulation simulation;
  private final Oscillator oscillator;
  private final SimulatedPlatform host;
  private final Daemon daemon;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ErrorHistory history = new ErrorHistory(TICK);
  private long ticks;

  DemoWorld(long seed) {
    simulation = new Simulation(seed, START);
    SimulatedNetwork network = new SimulatedNetwork(simulation, Link.of(0.002, 0.0001));
    NameTable names = new NameTable(simulation);
    InetAddress address = InetAddress.ofLiteral("198.51.100.1");
    server(network, names, address, 1, "ntp1.example", 0.0016, 0.00010);
    server(network, names, address, 2, "ntp2.example", 0.0021, 0.00012);
    server(network, names, address, 3, "ntp3.example", 0.0034, 0.00020);
    // The nearest of all: by its delay alone it would be the best.
    server(network, names, address, 4, "liar.example", 0.0009, 0.00005).lyingBy(LIE);
    oscillator = new Oscillator(simulation, -DRIFT, WANDER);
    host =
        new SimulatedPlatform(
            simulation,
            network,
            names,
            address,
            oscillator,
            -OFFSET,
            new KernelClock.Control.Granted());
    PrintStream lines = new PrintStream(log, true, StandardCharsets.UTF_8);
    daemon =
        new Daemon(host, configuration().config(), options(), lines, lines, Map.of(), Disk.REAL);
  }

  /// @param base seconds that each direction takes at least
  /// @param jitter mean of the exponentially distributed time on top
  private ModelServer server(
      SimulatedNetwork network,
      NameTable names,
      InetAddress host,
      int number,
      String name,
      double base,
      double jitter) {
    InetAddress address = InetAddress.ofLiteral("192.0.2." + number);
    names.put(name, List.of(address));
    network.connect(host, address, Link.of(base, jitter));
    network.connect(address, host, Link.of(base, jitter));
    return new ModelServer(simulation, network, address);
  }

  private static ConfigResult configuration() {
    List<String> lines = new ArrayList<>(CONFIGURATION);
    lines.addAll(SECLUSION);
    return ConfigParser.parseArguments(lines, new DiskConfigSource());
  }

  /// As `meantime run -d -U`.
  private static RunOptions options() {
    RunOptions base = RunOptions.DEFAULT;
    return new RunOptions(
        base.mode(),
        base.family(),
        true,
        true,
        base.logFile(),
        base.minimumSeverity(),
        base.reloadDumps(),
        base.restart(),
        base.setFromRtc(),
        base.timeoutSeconds(),
        base.user(),
        false,
        base.steer(),
        base.lockMemory(),
        base.schedPriority(),
        base.notifyDescriptor(),
        base.syscallFilter());
  }

  /// Starts the daemon.
  ///
  /// @return false when it refuses, which its log says why
  boolean start() {
    boolean started = daemon.start();
    look();
    return started;
  }

  /// Ends the daemon in good order.
  void stop() {
    daemon.stop();
    host.close();
  }

  /// Lets everything happen until that many true seconds after the start.
  void advanceTo(double elapsed) {
    while ((ticks + 1) * TICK <= elapsed + TICK / 1000) {
      ticks++;
      simulation.run(TICK);
      look();
    }
  }

  /// True seconds since the start.
  double elapsed() {
    return ticks * TICK;
  }

  /// What the daemon logged, line by line.
  List<String> log() {
    return log.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// The true error of the clock so far, against what was claimed.
  ErrorHistory history() {
    return history;
  }

  /// How everything stands.
  Moment moment() {
    Optional<ClockState> state = daemon.currentClockState().filter(ClockState::isSynchronised);
    return new Moment(
        elapsed(),
        offset(),
        bound(),
        -oscillator.error(),
        state.map(ClockState::frequency).orElse(Double.NaN),
        state.map(ClockState::skew).orElse(Double.NaN),
        state.map(ClockState::remainingCorrection).orElse(0.0),
        host.clock().steps(),
        history.broken(),
        daemon.sources().stream().map(DemoWorld::row).toList());
  }

  private void look() {
    history.add(offset(), bound());
  }

  private double offset() {
    return -host.clock().error();
  }

  private double bound() {
    Optional<ClockState> current = daemon.currentClockState().filter(ClockState::isSynchronised);
    if (current.isEmpty()) {
      return Double.NaN;
    }
    double remaining = current.get().remainingCorrection();
    long cooked = host.wallClock().nowNanos() + Math.round(remaining * 1e9);
    return Math.abs(remaining) + current.get().errorBoundAt(cooked);
  }

  private static SourceRow row(SourceSnapshot source) {
    SourceEstimate estimate = source.estimate();
    Sample last = estimate.last();
    return new SourceRow(
        source.name(),
        source.verdict().map(SourceVerdict::status).orElse(SourceStatus.NO_SAMPLES),
        source.verdict().map(SourceVerdict::reason).orElse("no selection yet"),
        estimate.samples(),
        last.offset(),
        last.rootDelay() / 2 + last.rootDispersion(),
        source.association().poll(),
        source.association().reachability().register(),
        source.association().sent(),
        source.association().good());
  }
}
