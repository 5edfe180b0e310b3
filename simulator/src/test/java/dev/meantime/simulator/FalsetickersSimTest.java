// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceStatus;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One to four liars among five servers.
class FalsetickersSimTest {

  /// What the liars' clocks show, seconds: no two alike.
  private static final double[] LIES = {0.3, -0.2, 0.7, -0.5};

  private static final String[] LINES = lines();

  private static String[] lines() {
    String[] lines = Arrays.copyOf(World.servers(5, "iburst maxpoll 6"), 6);
    lines[5] = "makestep 0.1 3";
    return lines;
  }

  private static World world(long seed, int liars) {
    World world = new World(seed).servers(5).clockWrongBy(0.02, 20e-6);
    for (int i = 0; i < liars; i++) {
      world.servers.get(i).lyingBy(LIES[i]);
    }
    return world;
  }

  /// @param reason how the line in the log begins that says so, after `no majority (`
  private static void requireNobodyBelieved(WatchedHost host, String reason, int agreeing) {
    assertThat(host.isSynchronised()).as(host.story()).isFalse();
    assertThat(host.state().stratum()).isEqualTo(16);
    assertThat(host.daemon().whyLost()).contains(new WhyLost.NoMajority(agreeing, 5, false));
    assertThat(host.story().lines())
        .filteredOn(line -> line.contains("Can't synchronise: no majority (" + reason))
        .as(host.story())
        .hasSize(1);
    for (int i = 1; i <= 5; i++) {
      assertThat(host.verdict(i).status()).isEqualTo(SourceStatus.FALSETICKER);
      assertThat(host.verdict(i).reason()).startsWith("there is no majority: ");
    }
    assertThat(host.clock().read().status().synchronised()).isFalse();
    assertThat(host.clock().read().status().maximumError()).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "4, 1", "5, 1", "1, 2", "2, 2", "3, 2", "4, 2", "5, 2"})
  void believesTheMajority(long seed, int liars) {
    World world = world(seed, liars);
    WatchedHost host = WatchedHost.start(world, LINES).run(3600);

    host.watch(3600);

    for (int i = 1; i <= 5; i++) {
      assertThat(host.verdict(i).status() == SourceStatus.FALSETICKER)
          .as(i + ": " + host.verdict(i).reason())
          .isEqualTo(i <= liars);
    }
    assertThat(world.log().stream().filter(line -> line.contains("Detected falseticker")))
        .as(host.story())
        .hasSizeGreaterThanOrEqualTo(liars);
    assertThat(host.isSynchronised()).isTrue();
    assertThat(host.claims()).isEqualTo(3600);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
    assertThat(host.clock().steps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void believesNobodyFromTheStartWhenTwoOfFiveAgree(long seed) {
    WatchedHost host = WatchedHost.start(world(seed, 3), LINES).run(3600);

    requireNobodyBelieved(host, "only 2 of 5 sources agree)", 2);
    assertThat(host.claims()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
    assertThat(host.clock().read().frequency()).as("left alone").isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void believesNobodyFromTheStartWhenNoTwoAgree(long seed) {
    WatchedHost host = WatchedHost.start(world(seed, 4), LINES).run(3600);

    requireNobodyBelieved(host, "no agreement among 5 sources)", 1);
    assertThat(host.claims()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
    assertThat(host.clock().read().frequency()).as("left alone").isZero();
  }

  /// The clock goes on with what it knew: a random walk of 1e-9 carries it off by 1 ms in four
  /// hours, and the frequency was known to some 1e-8.
  @ParameterizedTest
  @CsvSource({"1, 3", "2, 3", "3, 3", "4, 4", "5, 4"})
  void stopsBelievingAndSaysSoWhenTheMajorityIsLost(long seed, int liars) {
    WatchedHost host = WatchedHost.start(world(seed, 0), LINES).run(3 * 3600);
    assertThat(host.isSynchronised()).as(host.story()).isTrue();
    World lying = host.world();
    for (int i = 0; i < liars; i++) {
      lying.servers.get(i).lyingBy(LIES[i]);
    }

    host.watch(4 * 3600);

    // Said once, when the third lie was noticed: the fourth is a poll later.
    requireNobodyBelieved(host, "only 2 of 5 sources agree)", 5 - liars);
    assertThat(host.claims()).as("seconds until it was noticed").isLessThan(900);
    assertThat(host.largestError()).as(host.story()).isLessThan(5e-3);

    lying.servers.forEach(server -> server.lyingBy(0));
    host.run(3600).watch(3600);
    assertThat(host.isSynchronised()).as(host.story()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
  }

  /// Nobody can do better against a majority that agrees: it is the truth for all that is known.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void followsAMajorityThatLiesAlike(long seed) {
    World world = world(seed, 0);
    for (int i = 0; i < 3; i++) {
      world.servers.get(i).lyingBy(0.3);
    }
    WatchedHost host = WatchedHost.start(world, LINES).run(3600);

    assertThat(host.isSynchronised()).isTrue();
    assertThat(host.clock().error()).as(host.story()).isBetween(0.3 - 200e-6, 0.3 + 200e-6);
    assertThat(host.verdict(4).status()).isEqualTo(SourceStatus.FALSETICKER);
    assertThat(host.verdict(5).status()).isEqualTo(SourceStatus.FALSETICKER);
  }
}
