// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.SourceSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole daemons that are each other's servers, peers and broadcasters.
class AssociationsSimTest {

  private static final String FIRST = "198.51.100.1";
  private static final String SECOND = "198.51.100.2";

  @TempDir Path directory;

  private static Daemon run(World world, SimulatedPlatform host, String... lines) {
    Daemon daemon = world.daemon(host, lines);
    assertThat(daemon.start()).isTrue();
    return daemon;
  }

  private static SourceSnapshot source(Daemon daemon, String address) {
    return daemon.sources().stream()
        .filter(source -> source.address().getAddress().getHostAddress().equals(address))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPeerFollowsTheOneThatHasTheTime() {
    World world = new World(21).servers(1).clockWrongBy(0.5, 10e-6);
    SimulatedPlatform first = world.host(FIRST);
    SimulatedPlatform second = world.host(SECOND);
    Daemon one =
        run(
            world,
            first,
            "server 192.0.2.1 iburst",
            "peer " + SECOND + " minpoll 4 maxpoll 4",
            "makestep 0.1 3");
    Daemon two = run(world, second, "peer " + FIRST + " minpoll 4 maxpoll 4", "makestep 0.1 3");
    world.simulation.run(3600);

    assertThat(Math.abs(first.clock().error())).as(world.story()).isLessThan(200e-6);
    assertThat(Math.abs(second.clock().error())).as(world.story()).isLessThan(400e-6);
    assertThat(source(two, FIRST).association().reachability().register()).isEqualTo(0xff);
    assertThat(source(one, SECOND).association().reachability().isReachable()).isTrue();
    assertThat(source(two, FIRST).association().stratum()).isEqualTo(2);
    assertThat(two.clockState().orElseThrow().stratum()).isEqualTo(3);
    assertThat(one.clockState().orElseThrow().stratum())
        .as("never follows its follower")
        .isEqualTo(2);
  }

  @Test
  void interleavedPeersWithAKey() throws IOException {
    Path keys = Files.writeString(directory.resolve("keys"), "7 SHA256 HEX:00112233445566778899\n");
    World world = new World(22).servers(1);
    SimulatedPlatform first = world.host(FIRST);
    SimulatedPlatform second = world.host(SECOND);
    String options = " minpoll 4 maxpoll 4 xleave key 7";
    // Otherwise the server without a key would need the peer's consent, which waits for its time.
    run(
        world,
        first,
        "server 192.0.2.1 iburst",
        "peer " + SECOND + options,
        "keyfile " + keys,
        "authselectmode ignore");
    Daemon two = run(world, second, "peer " + FIRST + options, "keyfile " + keys);
    world.simulation.run(3600);
    SourceSnapshot peer = source(two, FIRST);
    assertThat(peer.association().good()).as(world.story()).isGreaterThan(150);
    assertThat(Math.abs(second.clock().error())).as(world.story()).isLessThan(400e-6);
  }

  @Test
  void asksOurOwnServerInInterleavedMode() {
    World world = new World(23).servers(1);
    SimulatedPlatform first = world.host(FIRST);
    SimulatedPlatform second = world.host(SECOND);
    run(world, first, "server 192.0.2.1 iburst", "allow");
    Daemon two =
        run(world, second, "server " + FIRST + " xleave extfield F323 minpoll 4 maxpoll 4");
    world.simulation.run(1800);
    SourceSnapshot server = source(two, FIRST);
    assertThat(server.association().sent()).isGreaterThan(100);
    // The answers of an unsynchronised server at the start, and one across the change of mode.
    assertThat(server.association().good())
        .as(world.story())
        .isGreaterThan(server.association().sent() - 8);
    assertThat(Math.abs(second.clock().error())).as(world.story()).isLessThan(300e-6);
  }

  @Test
  void asksFromTheServersPort() {
    World world = new World(24).servers(1);
    SimulatedPlatform host = world.host(FIRST);
    Daemon daemon =
        run(
            world,
            host,
            "server 192.0.2.1 iburst minpoll 4 maxpoll 4",
            "allow",
            "acquisitionport 123");
    world.simulation.run(900);
    SourceSnapshot server = source(daemon, "192.0.2.1");
    assertThat(server.association().good()).as(world.story()).isGreaterThan(50);
    assertThat(server.association().good()).isEqualTo(server.association().sent());
  }

  @Test
  void listensToBroadcasts() throws IOException {
    Path keys = Files.writeString(directory.resolve("keys"), "7 SHA256 HEX:00112233445566778899\n");
    World world = new World(25).servers(1);
    SimulatedPlatform first = world.host(FIRST);
    SimulatedPlatform second = world.host(SECOND);
    Daemon one =
        run(world, first, "server 192.0.2.1 iburst", "allow", "broadcast 16 255.255.255.255");
    Daemon two = run(world, second, "broadcastclient");
    SimulatedPlatform third = world.host("198.51.100.3");
    Daemon wary = run(world, third, "broadcastclient key 7", "keyfile " + keys);
    world.simulation.run(1800);
    SourceSnapshot server = source(two, FIRST);
    assertThat(server.association().reachability().register()).as(world.story()).isEqualTo(0xff);
    assertThat(server.association().sent()).as("a volley").isEqualTo(4);
    assertThat(server.association().good()).isGreaterThan(90);
    assertThat(Math.abs(second.clock().error())).as(world.story()).isLessThan(400e-6);
    assertThat(wary.sources()).as("no broadcast has its key").isEqualTo(List.of());

    one.stop();
    world.simulation.run(600);
    assertThat(two.sources()).as("a sender that is silent is forgotten").isEqualTo(List.of());
  }

  @Test
  void withoutAServersPortThereAreNoPeers() {
    World world = new World(26).servers(1);
    SimulatedPlatform host = world.host(FIRST);
    Daemon daemon = run(world, host, "server 192.0.2.1 iburst", "peer " + SECOND, "port 0");
    world.simulation.run(60);
    assertThat(daemon.sources()).hasSize(1);
    assertThat(world.story()).contains("it needs the server's port");
  }
}
