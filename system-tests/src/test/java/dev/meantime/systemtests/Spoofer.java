// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.TwoHosts.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A C program that sends in anybody's name and shows what a server sends (`src/test/c/spoofer.c`),
/// on a host of {@link TwoHosts}.
final class Spoofer implements AutoCloseable {

  private static final Duration SHORT = Duration.ofSeconds(60);
  private static final long FENCE_NANOS = 1_000_000_000L;

  /// Who asks a good question to know that all before has been dealt with.
  private static final String FENCE = "127.0.0.77";

  private final Path directory;
  private final Path binary;
  private final TwoHosts hosts;
  private final Host host;
  private final Program watch;
  private int fences;
  private int seen;

  /// A datagram in somebody's name.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Datagram(String from, int fromPort, String to, int toPort, byte[] octets) {
    private String line() {
      return "%s %d %s %d %s"
          .formatted(from, fromPort, to, toPort, HexFormat.of().formatHex(octets));
    }
  }

  private Spoofer(Path directory, TwoHosts hosts, Host host, int port) {
    this.directory = directory;
    this.binary = directory.resolve("spoofer");
    this.hosts = hosts;
    this.host = host;
    Program.Finished compiled =
        Program.run(
            directory,
            SHORT,
            List.of(
                "gcc",
                "-O1",
                "-o",
                binary.toString(),
                Peers.ROOT.resolve("system-tests/src/test/c/spoofer.c").toString()));
    assertThat(compiled.status()).as(compiled.output()).isZero();
    this.watch = hosts.start(host, List.of(binary.toString(), "watch", Integer.toString(port)));
    watch.awaitLine("watching", SHORT);
    this.seen = 1;
  }

  /// Watches what leaves this port of the host.
  static Spoofer on(TwoHosts hosts, Host host, Path directory, int port) {
    return new Spoofer(directory, hosts, host, port);
  }

  /// Sends these and waits until the server has dealt with them.
  ///
  /// @return what left the port meanwhile: `SOURCE PORT DESTINATION PORT LENGTH OCTET`
  List<String> send(List<Datagram> datagrams, String server, int port) {
    Path file = directory.resolve("datagrams");
    if (!datagrams.isEmpty()) {
      Peers.write(file, datagrams.stream().map(Datagram::line).toArray(String[]::new));
      run(host, "send", file.toString());
    }
    // One good request after the other, for a full buffer may swallow it as well.
    String end = server + " " + port + " " + FENCE + " ";
    int before = seen;
    long[] next = {System.nanoTime()};
    watch.awaitUntil(
        "an answer to " + FENCE,
        SHORT,
        () -> {
          if (System.nanoTime() >= next[0]) {
            next[0] = System.nanoTime() + FENCE_NANOS;
            fences++;
            String request = HexFormat.of().formatHex(Requests.client(4, fences));
            run(host, "send", FENCE, "" + (20_000 + fences), server, "" + port, request);
          }
          return watch.lines().stream().skip(before).anyMatch(line -> line.startsWith(end));
        });
    List<String> lines = watch.lines();
    List<String> fresh = new ArrayList<>(lines.subList(seen, lines.size()));
    seen = lines.size();
    fresh.removeIf(line -> line.startsWith(end));
    return fresh;
  }

  /// Waits until so many datagrams that begin like this have left the port.
  void awaitLines(String start, int count) {
    watch.awaitUntil(
        count + " times " + start,
        SHORT,
        () -> watch.lines().stream().filter(line -> line.startsWith(start)).count() >= count);
  }

  /// Runs the program to its end on one of the hosts.
  void run(Host where, String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of(arguments));
    try (Program program = hosts.start(where, command)) {
      Program.Finished finished = program.awaitEnd(SHORT);
      assertThat(finished.status()).as(finished.output()).isZero();
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
