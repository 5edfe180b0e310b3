// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.config.ConfigParser;
import dev.meantime.daemon.config.DiskConfigSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The configurations of docs/guide/server.md do what it says.
class GuideExamplesSimTest {

  private static final Path GUIDE = Path.of("..", "docs", "guide");
  private static final Path EXAMPLES = GUIDE.resolve("examples");
  private static final int HOUR = 3600;

  @TempDir private Path directory;
  private final World world = new World(5).servers(5);

  private static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isWithoutAMistake(String name) {
    assertThat(
            ConfigParser.parseFile(EXAMPLES.resolve(name).toString(), new DiskConfigSource())
                .problems())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isTheOneInTheGuide(String name) throws IOException {
    String guide = Files.readString(GUIDE.resolve("server.md"));
    assertThat(guide).contains("(examples/" + name + ")");
    int shown = guide.indexOf("(examples/" + name + "):\n\n```\n");
    if (shown >= 0) {
      assertThat(guide.substring(shown))
          .startsWith(
              "(examples/"
                  + name
                  + "):\n\n```\n"
                  + Files.readString(EXAMPLES.resolve(name))
                  + "```\n");
    }
  }

  /// Starts a host by an example, with files of its own.
  private WatchedHost start(String name, String address, double fast) throws IOException {
    Path files = Files.createDirectories(directory.resolve(address));
    Path keys =
        Files.writeString(files.resolve("keys"), "1 AES128 HEX:6ba3b0d4f3c2e19508172635445362ff\n");
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(EXAMPLES.resolve(name))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(
            line.replace("/var/lib/chrony/", files + "/")
                .replace("/etc/chrony/chrony.keys", keys.toString()));
      }
    }
    return WatchedHost.start(
        world, world.clockWrongBy(fast * 1000, fast).host(address), lines.toArray(String[]::new));
  }

  private void name(String name, int... servers) {
    List<InetAddress> addresses = new ArrayList<>();
    for (int server : servers) {
      addresses.add(World.serverAddress(server));
    }
    world.names.put(name, addresses);
  }

  private void requireNothingLeftOut() {
    assertThat(world.log())
        .noneMatch(line -> line.contains("no effect") || line.contains("not supported"));
  }

  private static double apart(WatchedHost one, WatchedHost other) {
    return Math.abs(one.clock().error() - other.clock().error());
  }

  @Test
  void theLocalServerKeepsItsClientsTogether() throws IOException {
    name("2.pool.ntp.org", 1, 2, 3, 4);
    WatchedHost server = start("lan-server.conf", "192.168.1.1", 10e-6);
    WatchedHost client = start("lan-client.conf", "192.168.1.2", -20e-6);
    WatchedHost stranger = start("lan-client.conf", "192.168.2.2", 0);
    Telling telling = Telling.of(server);
    world.simulation.run(HOUR);
    client.watch(2 * HOUR);
    assertThat(client.state().stratum()).as(client.story()).isEqualTo(3);
    assertThat(client.rmsError()).as(client.story()).isLessThan(100e-6);
    assertThat(client.outside()).isZero();
    assertThat(stranger.claims()).as("not of the network").isZero();

    world.servers.forEach(upstream -> upstream.answering(false));
    client.watch(24 * HOUR);
    assertThat(client.claims()).as(client.story()).isEqualTo(24 * HOUR);
    assertThat(client.outside()).as(client.story()).isZero();
    assertThat(apart(server, client)).as(client.story()).isLessThan(200e-6);
    assertThat(telling.isSynchronised()).isTrue();
    requireNothingLeftOut();
  }

  @Test
  void theLocalServerTellsNothingBeforeItHadTheTime() throws IOException {
    name("2.pool.ntp.org", 1, 2, 3, 4);
    world.servers.forEach(upstream -> upstream.answering(false));
    WatchedHost server = start("lan-server.conf", "192.168.1.1", 10e-6);
    WatchedHost client = start("lan-client.conf", "192.168.1.2", -20e-6);
    Telling telling = Telling.of(server);
    world.simulation.run(HOUR);
    assertThat(telling.claims()).as(world.story()).isZero();
    assertThat(client.claims()).isZero();
  }

  @Test
  void thePublicServerServesEverybody() throws IOException {
    String[] upstream = {
      "ntp1.example.net",
      "ntp2.example.net",
      "ntp3.example.org",
      "ntp4.example.org",
      "ntp5.example.com"
    };
    for (int i = 0; i < upstream.length; i++) {
      name(upstream[i], i + 1);
    }
    start("pool-server.conf", "198.51.100.9", 10e-6);
    WatchedHost client =
        WatchedHost.start(world, world.host("203.0.113.5"), "server 198.51.100.9 iburst");
    world.simulation.run(HOUR);
    assertThat(client.isSynchronised()).as(client.story()).isTrue();
    assertThat(client.state().stratum()).isEqualTo(3);
    assertThat(Math.abs(client.clock().error())).as(client.story()).isLessThan(200e-6);
    requireNothingLeftOut();
  }

  @Test
  void theIslandElectsOneAndHoldsTogether() throws IOException {
    List<WatchedHost> hosts = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      hosts.add(start("island-" + number + ".conf", "192.168.1." + number, (number - 2) * 30e-6));
    }
    world.simulation.run(HOUR);
    List<Telling> telling = hosts.stream().map(Telling::of).toList();
    double widest = 0;
    for (int i = 0; i < 6 * 60; i++) {
      world.simulation.run(60);
      DoubleSummaryStatistics errors =
          hosts.stream().mapToDouble(host -> host.clock().error()).summaryStatistics();
      widest = Math.max(widest, errors.getMax() - errors.getMin());
    }
    assertThat(widest).as(world.story()).isLessThan(200e-6);
    assertThat(telling.stream().map(Telling::strata))
        .as(world.story())
        .containsExactly(Set.of(10), Set.of(11), Set.of(11));
    requireNothingLeftOut();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eitherPeerMayLoseItsServer(int losing) throws IOException {
    name("ntp1.example.net", 1);
    name("ntp2.example.net", 2);
    List<WatchedHost> hosts =
        List.of(
            start("peer-1.conf", "192.168.1.1", 10e-6),
            start("peer-2.conf", "192.168.1.2", -10e-6));
    world.simulation.run(HOUR);
    assertThat(hosts).allMatch(host -> host.state().stratum() == 2);

    world.servers.get(losing - 1).answering(false);
    world.simulation.run(2 * HOUR);
    hosts.forEach(WatchedHost::begin);
    world.simulation.run(HOUR);
    assertThat(hosts.get(losing - 1).state().stratum()).as(world.story()).isEqualTo(3);
    assertThat(hosts.get(2 - losing).state().stratum()).isEqualTo(2);
    for (WatchedHost host : hosts) {
      assertThat(host.claims()).isEqualTo(HOUR);
      assertThat(host.outside()).as(host.story()).isZero();
      assertThat(host.rmsError()).as(host.story()).isLessThan(100e-6);
    }
    requireNothingLeftOut();
  }
}
