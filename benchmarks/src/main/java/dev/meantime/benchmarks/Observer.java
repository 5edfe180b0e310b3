// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Debian's chronyd as a client on the server's own host, whose clock it shares and does not
/// correct: what it measures is the error of the service alone. It asks at one address in basic
/// mode and at another in interleaved mode, 16 times a second.
final class Observer implements AutoCloseable {

  /// How the server is asked.
  enum Mode {
    BASIC("127.0.0.2", ""),
    INTERLEAVED("127.0.0.3", " xleave");

    private final String address;
    private final String option;

    Mode(String address, String option) {
      this.address = address;
      this.option = option;
    }
  }

  /// What was seen of the server.
  ///
  /// @param exchanges how many
  /// @param offset median of the absolute offsets, microseconds
  /// @param beyond part of the exchanges whose offset is more than half of their delay: a timestamp
  ///   told of a moment before the request came or after the answer had left
  record Sight(int exchanges, double offset, double beyond) {}

  private static final int POLL = -4;

  // The columns of measurements.log. Of the last tests, the third compares delays: a measurement
  // that
  // took longer than others is still one.
  private static final int SOURCE = 2;
  private static final int TESTS = 7;
  private static final int OFFSET = 11;
  private static final int DELAY = 12;

  private final Process process;
  private final Path log;

  private Observer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Observer start(Hosts hosts) throws IOException {
    Path directory = Files.createTempDirectory(Hosts.scratch(), "observer");
    Path configuration = directory.resolve("chrony.conf");
    StringBuilder lines = new StringBuilder();
    for (Mode mode : Mode.values()) {
      lines
          .append("server ")
          .append(mode.address)
          .append(" minpoll ")
          .append(POLL)
          .append(" maxpoll ")
          .append(POLL)
          .append(" noselect")
          .append(mode.option)
          .append('\n');
    }
    lines
        .append("port 0\ncmdport 0\nbindcmdaddress /\nlog measurements\nlogdir ")
        .append(directory)
        .append("\npidfile ")
        .append(directory.resolve("pid"))
        .append('\n');
    Files.writeString(configuration, lines);
    List<String> command =
        List.of(
            "setpriv",
            "--pdeathsig",
            "KILL",
            "--bounding-set=-sys_time",
            "--inh-caps=-all",
            "taskset",
            "-c",
            "0",
            System.getProperty("benchmark.chronyd"),
            "-x",
            "-d",
            "-U",
            "-u",
            "root",
            "-f",
            configuration.toString());
    Process process =
        new ProcessBuilder(hosts.inServer(command))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    return new Observer(process, directory.resolve("measurements.log"));
  }

  /// How many lines it has written.
  int position() throws IOException {
    return lines().size();
  }

  /// What it has seen in one mode since it was at a position.
  Sight since(int position, Mode mode) throws IOException {
    List<String[]> exchanges =
        lines().stream()
            .skip(position)
            .map(line -> line.split(" +", -1))
            .filter(fields -> fields.length > DELAY && fields[SOURCE].equals(mode.address))
            .filter(fields -> fields[TESTS].matches("11[01]1"))
            .toList();
    if (exchanges.isEmpty()) {
      return new Sight(0, Double.NaN, Double.NaN);
    }
    List<Double> offsets =
        exchanges.stream().map(fields -> Math.abs(number(fields, OFFSET))).sorted().toList();
    long beyond =
        exchanges.stream()
            .filter(fields -> Math.abs(number(fields, OFFSET)) > number(fields, DELAY) / 2)
            .count();
    return new Sight(
        exchanges.size(),
        offsets.get(offsets.size() / 2) * 1e6,
        (double) beyond / exchanges.size());
  }

  private static double number(String[] fields, int column) {
    return Double.parseDouble(fields[column]);
  }

  private List<String> lines() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
