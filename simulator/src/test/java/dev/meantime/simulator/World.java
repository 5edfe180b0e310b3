// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.Disk;
import dev.meantime.daemon.RunOptions;
import dev.meantime.daemon.config.ConfigParser;
import dev.meantime.daemon.config.ConfigResult;
import dev.meantime.daemon.config.DiskConfigSource;
import dev.meantime.platform.KernelClock.Control;
import dev.meantime.platform.Platform;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A daemon in a small simulated world: model servers at 192.0.2.1 and on, one host at
/// 198.51.100.1. Links take 100 µs and on the average 100 µs more in each direction.
final class World {

  /// 2026-06-01T00:00:00Z: no leap second anywhere near.
  static final long START = 1_780_272_000_000_000_000L;

  /// Where the only host is.
  static final InetAddress HOST = InetAddress.ofLiteral("198.51.100.1");

  final Simulation simulation;
  final SimulatedNetwork network;
  final NameTable names;
  final List<ModelServer> servers = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private double clockError;
  private double frequencyError;
  private double wander = 1e-9;
  private Control control = new Control.Granted();
  private RunOptions options = options(RunOptions.Mode.NORMAL, true);
  private Disk disk = Disk.REAL;
  private Map<String, String> environment = Map.of();

  World(long seed) {
    this(seed, START);
  }

  World(long seed, long startNanos) {
    this(seed, startNanos, Link.of(100e-6, 100e-6));
  }

  /// @param link between any two, in each direction
  World(long seed, long startNanos, Link link) {
    simulation = new Simulation(seed, startNanos);
    network = new SimulatedNetwork(simulation, link);
    names = new NameTable(simulation);
  }

  static InetAddress serverAddress(int number) {
    return InetAddress.ofLiteral("192.0.2." + number);
  }

  /// Options that log to standard error.
  static RunOptions options(RunOptions.Mode mode, boolean steer) {
    return options(mode, steer, 0);
  }

  static RunOptions options(RunOptions.Mode mode, boolean steer, int timeoutSeconds) {
    RunOptions base = RunOptions.DEFAULT;
    return new RunOptions(
        mode,
        base.family(),
        true,
        true,
        "",
        RunOptions.Severity.DEBUG,
        false,
        false,
        false,
        timeoutSeconds,
        "",
        false,
        steer,
        false,
        -1,
        -1,
        0);
  }

  World servers(int count) {
    for (int i = 1; i <= count; i++) {
      servers.add(new ModelServer(simulation, network, serverAddress(i)));
    }
    return this;
  }

  World clockWrongBy(double offset, double frequency) {
    clockError = offset;
    frequencyError = frequency;
    return this;
  }

  /// @param deviation of the frequency's change in one second, s/s
  World wandering(double deviation) {
    wander = deviation;
    return this;
  }

  World control(Control value) {
    control = value;
    return this;
  }

  World options(RunOptions value) {
    options = value;
    return this;
  }

  World disk(Disk value) {
    disk = value;
    return this;
  }

  World environment(Map<String, String> value) {
    environment = value;
    return this;
  }

  /// The machine that the next daemon runs on.
  SimulatedPlatform host() {
    return host(HOST.getHostAddress());
  }

  SimulatedPlatform host(String address) {
    return host(address, OscillatorModel.of(frequencyError, wander));
  }

  SimulatedPlatform host(String address, OscillatorModel model) {
    return new SimulatedPlatform(
        simulation,
        network,
        names,
        InetAddress.ofLiteral(address),
        new Oscillator(simulation, "host " + address, model),
        clockError,
        control);
  }

  /// A daemon with this configuration and neither pid file nor command sockets, unless the lines
  /// say otherwise.
  Daemon daemon(Platform host, String... lines) {
    List<String> all = new ArrayList<>(List.of("pidfile /", "cmdport 0", "bindcmdaddress /"));
    all.addAll(List.of(lines));
    ConfigResult parsed = ConfigParser.parseArguments(all, new DiskConfigSource());
    if (parsed.hasErrors()) {
      throw new IllegalArgumentException(parsed.problems().toString());
    }
    return new Daemon(
        host,
        parsed.config(),
        options,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        disk);
  }

  /// Lines for so many servers, each with these options.
  static String[] servers(int count, String options) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> "server 192.0.2." + number + " " + options)
        .toArray(String[]::new);
  }

  /// What was logged.
  List<String> log() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// What was printed for the user.
  String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// For failure messages.
  String story() {
    return "seed " + simulation.seed() + "\n" + String.join("\n", log());
  }
}
