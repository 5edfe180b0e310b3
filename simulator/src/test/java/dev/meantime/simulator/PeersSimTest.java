// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two hosts, each with a server of its own and the other as a peer, that lose their servers one
/// after the other and get them back.
// Each test builds its world first.
@SuppressWarnings("NullAway.Init")
class PeersSimTest {

  private static final String FIRST = "198.51.100.1";
  private static final String SECOND = "198.51.100.2";
  private static final int HOUR = 3600;

  @TempDir private Path directory;
  private Path keys;
  private World world;
  private List<WatchedHost> hosts;
  private List<Telling> telling;

  @BeforeEach
  void writeKeys() throws IOException {
    keys =
        Files.writeString(
            directory.resolve("keys"), "1 AES128 HEX:6ba3b0d4f3c2e19508172635445362ff\n");
  }

  private void start(long seed) {
    world = new World(seed).servers(2);
    hosts = List.of(start(FIRST, 10e-6, 1, SECOND), start(SECOND, -10e-6, 2, FIRST));
    telling = hosts.stream().map(Telling::of).toList();
  }

  private WatchedHost start(String address, double fast, int server, String peer) {
    return WatchedHost.start(
        world,
        world.clockWrongBy(fast * 1000, fast).host(address),
        "server 192.0.2." + server + " iburst minpoll 4 maxpoll 6",
        "peer " + peer + " key 1 minpoll 4 maxpoll 6",
        "keyfile " + keys,
        // A server of the world has no key.
        "authselectmode ignore");
  }

  private void watch(int hours) {
    hosts.forEach(WatchedHost::begin);
    telling.forEach(Telling::begin);
    world.simulation.run((double) hours * HOUR);
    for (int i = 0; i < hosts.size(); i++) {
      WatchedHost host = hosts.get(i);
      assertThat(host.claims())
          .as("always synchronised; " + host.story())
          .isEqualTo((long) hours * HOUR);
      assertThat(host.outside()).as(host.story()).isZero();
      assertThat(telling.get(i).outside()).as("%s%n%s", telling.get(i), world.story()).isZero();
    }
  }

  private SourceStatus verdictOfPeer(int host) {
    return hosts.get(host).daemon().sources().stream()
        .filter(source -> source.name().startsWith("198."))
        .findFirst()
        .flatMap(source -> source.verdict().map(SourceVerdict::status))
        .orElseThrow();
  }

  private List<Integer> strata() {
    return telling.stream().map(Telling::stratum).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachKeepsTimeThroughTheOther(long seed) {
    start(seed);
    world.simulation.run(HOUR);
    watch(1);
    assertThat(strata()).as(world.story()).containsExactly(2, 2);
    assertThat(hosts).allMatch(host -> host.rmsError() < 60e-6);

    world.servers.getFirst().answering(false);
    watch(2);
    assertThat(strata()).as(world.story()).containsExactly(3, 2);
    assertThat(telling.getFirst().strata()).containsExactlyInAnyOrder(2, 3);
    assertThat(verdictOfPeer(0)).isEqualTo(SourceStatus.SELECTED);
    assertThat(verdictOfPeer(1)).as("nobody follows his follower").isEqualTo(SourceStatus.LOOP);
    watch(1);
    assertThat(hosts.get(0).rmsError()).as(hosts.get(0).story()).isLessThan(60e-6);
    assertThat(hosts.get(1).rmsError()).as(hosts.get(1).story()).isLessThan(60e-6);

    // Nobody has the time any more: they stay together, and say that they may be wrong.
    world.servers.get(1).answering(false);
    watch(6);
    assertThat(telling.get(0).strata()).as(world.story()).containsExactly(3);
    assertThat(telling.get(1).strata()).as(world.story()).containsExactly(2);
    assertThat(verdictOfPeer(1)).isEqualTo(SourceStatus.LOOP);
    double apart = hosts.get(0).clock().error() - hosts.get(1).clock().error();
    assertThat(Math.abs(apart)).as(world.story()).isLessThan(100e-6);
    assertThat(telling).allMatch(told -> told.bound() > 10e-3);
    assertThat(hosts).allMatch(host -> host.largestError() < 10e-3);

    world.servers.forEach(server -> server.answering(true));
    world.simulation.run(HOUR);
    watch(1);
    assertThat(strata()).as(world.story()).containsExactly(2, 2);
    assertThat(hosts).allMatch(host -> host.rmsError() < 60e-6);
  }
}
