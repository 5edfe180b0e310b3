// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// A server of time on this machine, ours or Debian's, from one configuration file: the same
/// directives, the same port, the same ways to ask. What holds for both is what chrony's users
/// expect; what is asserted of ours alone is beyond that.
final class ServerUnderTest implements AutoCloseable {

  /// Whose server.
  enum Kind {
    CHRONYD,
    MEANTIME;

    /// With `-Dmeantime.judge-tests` chronyd runs in our place: the tests must pass, or they ask
    /// for more than chronyd does.
    private List<String> command(Path configuration) {
      return switch (JUDGE_TESTS ? CHRONYD : this) {
        case CHRONYD ->
            List.of(Peers.chronyd(), "-x", "-d", "-U", "-u", "root", "-f", "" + configuration);
        case MEANTIME -> Peers.meantimeCommand("run", "-x", "-d", "-U", "-f", "" + configuration);
      };
    }
  }

  private static final boolean JUDGE_TESTS = Boolean.getBoolean("meantime.judge-tests");

  static final int STRATUM = 8;

  /// Directives of a server that needs nobody and serves this machine. The precision is not
  /// measured, so that two servers tell the same.
  static final List<String> SERVING =
      List.of("local stratum " + STRATUM, "allow 127.0.0.0/8", "allow ::1", "clockprecision 60e-9");

  /// The power of two that {@link #SERVING} makes of its precision.
  static final int PRECISION = -24;

  /// Option of a source that is to be followed on a busy machine too: both daemons otherwise drop
  /// samples whose delay is out of the ordinary, and whether one is, is the machine's business.
  static final String ANY_DELAY = "maxdelaydevratio 1000000";

  private static final Duration START = Duration.ofSeconds(20);
  private static final String SOCKET = "run/chronyd.sock";

  private final Kind kind;
  private final Path directory;
  private final int port;
  private final Program program;

  private ServerUnderTest(Kind kind, Path directory, int port, Program program) {
    this.kind = kind;
    this.directory = directory;
    this.port = port;
    this.program = program;
  }

  /// Starts one that serves this machine, and waits for its first answer.
  static ServerUnderTest serving(Kind kind, Path parent, String... more) {
    List<String> directives = new ArrayList<>(SERVING);
    directives.addAll(List.of(more));
    ServerUnderTest server = start(kind, parent, directives.toArray(String[]::new));
    server.awaitAnswer("127.0.0.1");
    return server;
  }

  /// Starts one and waits until it can be asked by its command socket.
  ///
  /// @param parent where it makes a directory for its files
  static ServerUnderTest start(Kind kind, Path parent, String... directives) {
    return start(kind, parent, Peers.freePort("127.0.0.1"), directives);
  }

  /// The same at a port that the test knows before.
  static ServerUnderTest start(Kind kind, Path parent, int port, String... directives) {
    return start(kind, parent, port, Program::start, directives);
  }

  /// Starts one on a host of its own.
  static ServerUnderTest startOn(
      TwoHosts hosts, TwoHosts.Host host, Kind kind, Path parent, int port, String... directives) {
    return start(kind, parent, port, (_, command) -> hosts.start(host, command), directives);
  }

  private static ServerUnderTest start(
      Kind kind,
      Path parent,
      int port,
      BiFunction<Path, List<String>, Program> launcher,
      String... directives) {
    Path directory = newDirectory(parent, kind);
    List<String> lines = new ArrayList<>(List.of("port " + port));
    lines.addAll(files(directory));
    lines.addAll(List.of(directives));
    Path file = Peers.write(directory.resolve("chrony.conf"), lines.toArray(String[]::new));
    Program program = launcher.apply(directory, kind.command(file));
    ServerUnderTest server = new ServerUnderTest(kind, directory, port, program);
    try {
      program.awaitUntil(
          "an answer by the command socket",
          START,
          () -> server.chronyc("-c", "tracking").status() == 0);
    } catch (AssertionError e) {
      program.close();
      throw e;
    }
    return server;
  }

  /// The directives that keep a daemon's files in this directory and its commands off the network.
  static List<String> files(Path directory) {
    return List.of(
        "cmdport 0",
        "bindcmdaddress " + directory.resolve(SOCKET),
        "pidfile " + directory.resolve("daemon.pid"));
  }

  Kind kind() {
    return kind;
  }

  int port() {
    return port;
  }

  Path directory() {
    return directory;
  }

  Program program() {
    return program;
  }

  InetSocketAddress at(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Asks until there is an answer.
  void awaitAnswer(String address) {
    String from = address.contains(":") ? "::1" : "127.0.0.1";
    try (RawClient client = RawClient.of(from, at(address))) {
      program.awaitUntil("an answer from " + address, START, client::isAnswered);
    }
  }

  /// Runs Debian's chronyc on the command socket.
  Program.Finished chronyc(String... arguments) {
    return chronyc(directory, arguments);
  }

  /// Runs Debian's chronyc on the command socket of a daemon with these {@link #files}.
  static Program.Finished chronyc(Path directory, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                DebianPackages.unpacked("chrony").resolve("usr/bin/chronyc").toString(),
                "-n",
                "-h",
                directory.resolve(SOCKET).toString()));
    command.addAll(List.of(arguments));
    return Program.run(directory, Duration.ofSeconds(30), command);
  }

  /// What `chronyc serverstats` counts, in chronyc's order.
  Statistics statistics() {
    long[] numbers =
        Arrays.stream(chronyc("-c", "serverstats").output().split(",", -1))
            .mapToLong(Long::parseLong)
            .toArray();
    return new Statistics(numbers[0], numbers[1], numbers[4], numbers[7], numbers[8], numbers[9]);
  }

  /// Counters of a server.
  ///
  /// @param received requests, including those dropped
  /// @param dropped by the rate limit
  /// @param forgotten records of the client log that made room for others
  /// @param authenticated requests with a MAC
  /// @param interleaved answers in interleaved mode
  /// @param held timestamps kept for interleaved mode
  record Statistics(
      long received,
      long dropped,
      long forgotten,
      long authenticated,
      long interleaved,
      long held) {}

  /// Memory of the process that is not shared, in KiB.
  long residentKibibytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + program.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
      throw new AssertionError("no VmRSS of " + program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }

  @Override
  public String toString() {
    return kind + " at port " + port + ": " + program;
  }

  private static Path newDirectory(Path parent, Kind kind) {
    try {
      return Files.createTempDirectory(parent, kind == Kind.CHRONYD ? "c" : "m");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
