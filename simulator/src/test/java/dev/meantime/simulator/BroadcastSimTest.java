// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.association.AssociationState;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One who listens to broadcasts beside one who asks the same server, both with links of 100 µs and
/// on the average 100 µs more.
// Each test builds its world first.
@SuppressWarnings("NullAway.Init")
class BroadcastSimTest {

  private static final String SERVER = "198.51.100.1";
  private static final double JITTER = 100e-6;

  @TempDir private Path directory;
  private World world;
  private WatchedHost listening;
  private WatchedHost asking;

  /// @param asymmetry seconds that packets from the server take longer
  private void run(long seed, double asymmetry) throws IOException {
    Path keys =
        Files.writeString(
            directory.resolve("keys"), "1 AES128 HEX:6ba3b0d4f3c2e19508172635445362ff\n");
    world = new World(seed);
    SimulatedPlatform host = world.clockWrongBy(0, 10e-6).host(SERVER);
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(1e-6));
    WatchedHost.start(
        world,
        host,
        "refclock SHM 0 refid GPS delay 10e-6",
        "allow",
        "broadcast 16 255.255.255.255");
    listening = client(2, "broadcastclient", "keyfile " + keys);
    asking = client(3, "server " + SERVER + " iburst minpoll 4 maxpoll 4");
    for (int number = 2; number <= 3; number++) {
      world.network.connect(
          InetAddress.ofLiteral(SERVER),
          InetAddress.ofLiteral("198.51.100." + number),
          Link.of(100e-6 + asymmetry, JITTER));
    }
    world.simulation.run(1800);
    listening.begin();
    asking.watch(2 * 3600);
    AssociationState association = listening.daemon().sources().getFirst().association();
    assertThat(association.sent()).as("a volley, and never again").isEqualTo(4);
    assertThat(association.good()).as(listening.story()).isGreaterThan(550);
    assertThat(listening.outside() + asking.outside()).as(listening.story()).isZero();
    assertThat(listening.claims()).isEqualTo(2 * 3600);
  }

  private WatchedHost client(int number, String... lines) {
    return WatchedHost.start(
        world, world.clockWrongBy(0, -20e-6).host("198.51.100." + number), lines);
  }

  /// Whoever asked for a key must not find broadcasts without.
  @ParameterizedTest
  @CsvSource({"'', 0, 1", "' key 9', 1, 0"})
  void aBroadcasterWhoseKeyIsMissingSaysSoAndIsSilent(String key, int complaints, int heard) {
    world = new World(1);
    SimulatedPlatform host = world.clockWrongBy(0, 10e-6).host(SERVER);
    WatchedHost.start(world, host, "local", "allow", "broadcast 16 255.255.255.255" + key);
    listening = client(2, "broadcastclient");
    world.network.connect(
        InetAddress.ofLiteral(SERVER), InetAddress.ofLiteral("198.51.100.2"), Link.of(100e-6, 0));
    world.simulation.run(600);
    assertThat(world.log())
        .filteredOn(line -> line.endsWith("255.255.255.255: Key 9 is missing from the key file"))
        .hasSize(complaints);
    assertThat(listening.daemon().sources()).as(listening.story()).hasSize(heard);
  }

  /// Four round trips tell the way less well than a thousand.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whoListensIsWithinTheJitterOfWhoAsks(long seed) throws IOException {
    run(seed, 0);
    assertThat(asking.rmsError()).as(asking.story()).isLessThan(JITTER / 5);
    assertThat(listening.rmsError()).as(listening.story()).isLessThan(asking.rmsError() + JITTER);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void halfOfAnAsymmetryIsTheirCommonError(long seed) throws IOException {
    run(seed, 2e-3);
    assertThat(asking.clock().error()).as(asking.story()).isCloseTo(-1e-3, within(JITTER / 2));
    assertThat(listening.clock().error())
        .as(listening.story())
        .isCloseTo(-1e-3, within(1.5 * JITTER));
  }
}
