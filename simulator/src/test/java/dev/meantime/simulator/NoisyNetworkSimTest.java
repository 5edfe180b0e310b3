// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.association.AssociationState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks that delay, lose, duplicate and mislead, and clocks that wander.
class NoisyNetworkSimTest {

  private static final String SERVER = "server 192.0.2.1 iburst";

  private static final long[] SEEDS = {1, 2, 3, 4, 5};

  /// One offset is wrong by 0.1 s / √2; what is known of a good clock after half a day rests on
  /// hundreds of them.
  @Test
  void averagesAwayATenthOfASecondOfJitter() {
    Coverage coverage = new Coverage();
    for (long seed : SEEDS) {
      World world = new World(seed, World.START, Link.of(0.01, 0.1)).servers(1);
      WatchedHost host =
          WatchedHost.start(world.clockWrongBy(0, 20e-6), SERVER + " maxpoll 6").run(12 * 3600);
      coverage.add(host);

      host.watch(12 * 3600);

      assertThat(host.isSynchronised()).isTrue();
      assertThat(host.rmsError()).as(host.story()).isLessThan(0.1 / Math.sqrt(2) / Math.sqrt(32));
      assertThat(host.bound().orElseThrow()).as("not so honest as to say nothing").isLessThan(0.2);
      coverage.add(host);
    }
    coverage.requireHonesty();
  }

  /// In a minute such a clock wanders off by 30 µs, in ten by a millisecond.
  @Test
  void followsAClockThatWandersMuch() {
    Coverage coverage = new Coverage();
    for (long seed : SEEDS) {
      World world = new World(seed).servers(1).wandering(1e-7).clockWrongBy(0, 20e-6);
      WatchedHost host = WatchedHost.start(world, SERVER).run(4 * 3600);
      coverage.add(host);

      host.watch(8 * 3600);

      assertThat(host.rmsError()).as(host.story()).isLessThan(150e-6);
      coverage.add(host);
    }
    coverage.requireHonesty();
  }

  /// Nobody can tell a longer way there from a longer way back: half the difference is the error,
  /// and half the round trip is what must be claimed.
  @ParameterizedTest
  @CsvSource({"1, 0.010, 0", "2, 0, 0.010", "3, 0.010, 0", "4, 0, 0.010", "5, 0.010, 0"})
  void isWrongByHalfTheAsymmetryAndSaysSo(long seed, double there, double back) {
    World world = new World(seed).servers(1).clockWrongBy(0, 20e-6);
    SimulatedPlatform platform = world.host();
    world.network.connect(
        World.HOST,
        World.serverAddress(1),
        Link.of(100e-6 + there, 100e-6),
        Link.of(100e-6 + back, 100e-6));
    WatchedHost host = WatchedHost.start(world, platform, SERVER + " maxpoll 6").run(2 * 3600);

    host.watch(4 * 3600);

    double error = (there - back) / 2;
    assertThat(host.highest()).as(host.story()).isLessThan(error + 300e-6);
    assertThat(host.lowest()).as(host.story()).isGreaterThan(error - 300e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.bound().orElseThrow()).as("seconds").isBetween(5e-3, 6e-3);
  }

  /// Two with short ways know better than one with a long one, and it does not contradict them.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isHardlyMisledByOneAsymmetricWayAmongThree(long seed) {
    World world = new World(seed).servers(3).clockWrongBy(0, 20e-6);
    SimulatedPlatform platform = world.host();
    world.network.connect(World.HOST, World.serverAddress(1), Link.of(10.1e-3, 100e-6));
    WatchedHost host =
        WatchedHost.start(world, platform, World.servers(3, "iburst maxpoll 6")).run(2 * 3600);

    host.watch(4 * 3600);

    assertThat(host.verdict(1).status().isTruechimer()).as(host.verdict(1).reason()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(1e-3);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  /// Four copies of each request make sixteen answers; all but one find nobody who waits for them.
  @ParameterizedTest
  @CsvSource({"1, ''", "2, ''", "3, ''", "4, acquisitionport 1123", "5, acquisitionport 1123"})
  void takesOneOfFourCopiesOfEachPacket(long seed, String line) {
    Link link = Link.of(100e-6, 100e-6).with(new Impairment.Duplication(1, 4));
    World world = new World(seed, World.START, link).servers(1).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, SERVER + " maxpoll 6", line).run(2 * 3600);

    host.watch(4 * 3600);

    AssociationState association = host.source(1).association();
    assertThat(world.servers.getFirst().requests()).isEqualTo(4 * association.sent());
    assertThat(association.received()).isEqualTo(association.sent());
    assertThat(association.valid()).isEqualTo(association.sent());
    assertThat(association.good()).isEqualTo(association.sent());
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  /// A quarter of the polls is answered.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsTheTimeWhenHalfOfThePacketsAreLost(long seed) {
    World world = new World(seed, World.START, Link.of(100e-6, 100e-6).losing(0.5)).servers(2);
    WatchedHost host =
        WatchedHost.start(world.clockWrongBy(0, 20e-6), World.servers(2, "iburst maxpoll 6"))
            .run(4 * 3600);

    host.watch(8 * 3600);

    assertThat(host.isSynchronised()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(400e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
  }
}
