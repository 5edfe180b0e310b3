// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// Debian's programs and our own command, as tests start them. No chronyd here ever touches the
/// clock: all run with `-x` or `-Q`.
final class Peers {

  /// The checkout, from which `./meantime` runs.
  static final Path ROOT = Path.of(System.getProperty("meantime.root")).toAbsolutePath();

  private static final int FIRST_PORT = 20_000;

  /// Linux' own default.
  private static final int FIRST_EPHEMERAL_PORT = 32_768;

  private static final Duration SHORT = Duration.ofSeconds(30);

  private Peers() {}

  /// Starts chronyd as a server that claims stratum 2 by its own clock, and waits until it listens.
  ///
  /// @param directory for its files
  /// @param address a loopback address
  /// @param more further directives
  static Program chronydServer(Path directory, String address, int port, String... more) {
    List<String> directives =
        new ArrayList<>(
            List.of(
                "bindaddress " + address,
                "port " + port,
                "local stratum 2",
                "allow",
                "cmdport 0",
                "bindcmdaddress /",
                "pidfile " + directory.resolve(address + ".pid")));
    directives.addAll(List.of(more));
    List<String> command = new ArrayList<>(List.of(chronyd(), "-x", "-d", "-U", "-u", "root"));
    command.addAll(directives);
    Program program = Program.start(directory, command);
    program.awaitLine("Disabled control of system clock", SHORT);
    return program;
  }

  /// Measures a server once with chronyd and ends: status 0 when it accepted the answer.
  static Program.Finished chronydQuery(Path directory, String... directives) {
    try (Program program = chronydClient(directory, 8, directives)) {
      return program.awaitEnd(SHORT);
    }
  }

  /// Starts chronyd as a client that ends, with status 0, as soon as it has accepted an answer.
  ///
  /// @param seconds after which it ends with status 1
  static Program chronydClient(Path directory, int seconds, String... directives) {
    List<String> command =
        new ArrayList<>(
            List.of(chronyd(), "-Q", "-U", "-u", "root", "-t", Integer.toString(seconds)));
    command.addAll(List.of(directives));
    return Program.start(directory, command);
  }

  /// Runs chronyc against a UDP command port on 127.0.0.1.
  static Program.Finished chronyc(Path directory, int port, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                DebianPackages.unpacked("chrony").resolve("usr/bin/chronyc").toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port)));
    command.addAll(List.of(arguments));
    return Program.run(directory, SHORT, command);
  }

  /// Starts `./meantime` with these arguments.
  static Program meantime(Path directory, String... arguments) {
    return Program.start(directory, meantimeCommand(arguments));
  }

  /// Runs `./meantime` to its end.
  static Program.Finished meantimeToEnd(Path directory, String... arguments) {
    return Program.run(directory, SHORT, meantimeCommand(arguments));
  }

  /// Runs `./meantime` to its end with these variables added to the environment.
  static Program.Finished meantimeToEnd(
      Path directory, Map<String, String> environment, Duration limit, String... arguments) {
    try (Program program = Program.start(directory, environment, meantimeCommand(arguments))) {
      return program.awaitEnd(limit);
    }
  }

  static String chronyd() {
    return DebianPackages.unpacked("chrony").resolve("usr/sbin/chronyd").toString();
  }

  /// The command that runs Debian's ntpd, which is NTPsec's, in the foreground, with its log on its
  /// output. For {@link TwoHosts#startHarmless} only: it would set the clock.
  static List<String> ntpd(Path configuration) {
    return List.of(
        "env",
        "LD_LIBRARY_PATH=" + libraries("libbsd0", "libmd0", "libcap2", "libssl3"),
        DebianPackages.unpacked("ntpsec").resolve("usr/sbin/ntpd").toString(),
        "-n",
        "-c",
        configuration.toString());
  }

  /// The command that has Debian's ntpq, which is NTPsec's, ask a host, without looking names up.
  static List<String> ntpq(String host, String command) {
    Path library = DebianPackages.unpacked("python3-ntp").resolve("usr/lib");
    return List.of(
        "env",
        "PYTHONPATH=" + library.resolve("python3/dist-packages"),
        "LD_LIBRARY_PATH=" + libraries("python3-ntp", "libssl3"),
        "COLUMNS=80",
        "python3",
        DebianPackages.unpacked("ntpsec").resolve("usr/bin/ntpq").toString(),
        "-n",
        "-c",
        command,
        host);
  }

  /// Libraries need not be installed here; those unpacked beside a program fit it at any rate.
  private static String libraries(String... packages) {
    List<String> libraries = new ArrayList<>();
    for (String library : packages) {
      try (Stream<Path> paths = Files.walk(DebianPackages.unpacked(library))) {
        paths
            .filter(Files::isDirectory)
            .filter(path -> path.toString().contains("-linux-gnu"))
            .forEach(path -> libraries.add(path.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return String.join(":", libraries);
  }

  /// A UDP port that is free on this address, and that the system gives to nobody: one of those
  /// would be somebody's by the time the server opens it.
  static int freePort(String address) {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_EPHEMERAL_PORT);
      try (DatagramSocket socket =
          new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), port))) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // It is taken; there are thousands more.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static Path write(Path file, String... lines) {
    try {
      return Files.write(file, List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command line of `./meantime` with these arguments.
  static List<String> meantimeCommand(String... arguments) {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("meantime").toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
