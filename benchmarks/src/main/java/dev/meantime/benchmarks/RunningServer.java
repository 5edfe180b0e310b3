// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A server on the first processor of the server's host. It can't set the clock: it is started
/// without the capability, besides being told not to.
final class RunningServer implements AutoCloseable {

  private static final List<String> DIRECTIVES =
      List.of(
          "port 123",
          "local stratum 1",
          "allow",
          "allow 10.123.64.0/20",
          "deny 10.200.0.0/16",
          "allow 10.200.3.0/24",
          "deny 192.0.2.0/24",
          "clientloglimit 100000000",
          // Every request is judged, and none of ours is too many.
          "ratelimit interval -10 burst 32 leak 1",
          "cmdport 0",
          "bindcmdaddress /");

  /// In a session of its own, to which the scheduler gives the first processor nearly alone.
  private static final List<String> PREFERRED =
      List.of(
          "setsid",
          "sh",
          "-c",
          "echo -20 >/proc/self/autogroup 2>/dev/null || :; exec \"$@\"",
          "sh");

  private static final int CLOCK_CAPABILITY = 25;

  private final Contender contender;
  private final Process process;
  private final Path log;

  private RunningServer(Contender contender, Process process, Path log) {
    this.contender = contender;
    this.process = process;
    this.log = log;
  }

  /// Starts one, which need not answer yet.
  ///
  /// @param javaOptions further options of the virtual machine, if it is ours
  static RunningServer start(Contender contender, Hosts hosts, String javaOptions)
      throws IOException {
    Path directory = Files.createTempDirectory(Hosts.scratch(), "server");
    Path log = directory.resolve("log");
    List<String> command = new ArrayList<>(PREFERRED);
    command.addAll(
        List.of("setpriv", "--pdeathsig", "KILL", "--bounding-set=-sys_time", "--inh-caps=-all"));
    command.addAll(List.of("nice", "-n", "-20", "taskset", "-c", "0"));
    command.addAll(
        switch (contender) {
          case SOCKETS, XDP ->
              List.of(
                  System.getProperty("meantime.root") + "/meantime",
                  "run",
                  "-x",
                  "-d",
                  "-U",
                  "-f",
                  chronyConfiguration(contender, directory).toString());
          case CHRONYD ->
              List.of(
                  System.getProperty("benchmark.chronyd"),
                  "-x",
                  "-d",
                  "-U",
                  "-u",
                  "root",
                  "-f",
                  chronyConfiguration(contender, directory).toString());
          case NTPD ->
              List.of(
                  System.getProperty("benchmark.ntpd"),
                  "-n",
                  "-c",
                  ntpConfiguration(directory).toString());
        });
    ProcessBuilder builder =
        new ProcessBuilder(hosts.inServer(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    if (contender.isOurs()) {
      builder.environment().put("MEANTIME_JAVA_OPTS", javaOptions);
    }
    if (contender.isNtpd()) {
      builder.environment().put("LD_LIBRARY_PATH", System.getProperty("benchmark.ntpd.libraries"));
    }
    return new RunningServer(contender, builder.start(), log);
  }

  private static Path chronyConfiguration(Contender contender, Path directory) throws IOException {
    Path keys = directory.resolve("keys");
    Files.writeString(keys, SealedRequests.keyLine() + "\n");
    keys.toFile().setReadable(false, false);
    keys.toFile().setReadable(true, true);
    List<String> lines = new ArrayList<>(DIRECTIVES);
    lines.add("keyfile " + keys);
    lines.add("pidfile " + directory.resolve("pid"));
    if (contender == Contender.XDP) {
      lines.add("xdp " + Hosts.SERVER_DEVICE);
    }
    return Files.write(directory.resolve("chrony.conf"), lines);
  }

  private static Path ntpConfiguration(Path directory) throws IOException {
    return Files.write(
        directory.resolve("ntp.conf"),
        List.of(
            "disable ntp",
            "disable monitor",
            "limit average 1000000 burst 1000000",
            "restrict default",
            "restrict 10.200.0.0 mask 255.255.0.0 ignore",
            "restrict 192.0.2.0 mask 255.255.255.0 ignore"));
  }

  /// Says whether it runs as it was meant to, once it has answered; whoever it was that answered.
  ///
  /// @throws IOException if not
  void check() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(contender.title() + " has ended: " + output());
    }
    if (contender == Contender.XDP) {
      for (String line : output().split("\n", -1)) {
        if (line.contains("xdp " + Hosts.SERVER_DEVICE)) {
          throw new IOException(line);
        }
      }
    }
    long capabilities =
        Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
            .filter(line -> line.startsWith("CapEff:"))
            .mapToLong(line -> Long.parseLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElseThrow();
    if ((capabilities >>> CLOCK_CAPABILITY & 1) != 0) {
      throw new IOException(contender.title() + " could set the clock");
    }
  }

  String output() throws IOException {
    return Files.readString(log).strip();
  }

  long pid() {
    return process.pid();
  }

  /// Processor time of all its threads so far, nanoseconds.
  long processorNanos() throws IOException {
    long sum = 0;
    for (Path task : tasks()) {
      sum += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
    }
    return sum;
  }

  private List<Path> tasks() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      return tasks.toList();
    }
  }

  /// Memory, megabytes.
  double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .sum();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
