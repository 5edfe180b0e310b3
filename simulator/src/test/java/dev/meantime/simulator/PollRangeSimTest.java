// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Many samples and few, from four a second to one in 36 hours, of one source and of fifty.
class PollRangeSimTest {

  /// A random walk of the frequency by 1e-10 adds up to 1e-10 · t^1.5 / √3 between two polls: 27 ns
  /// at poll 6, 2.7 ms at poll 17. Twenty polls are enough to know the frequency that well.
  @ParameterizedTest
  @CsvSource({"1, 6", "2, 8", "3, 10", "4, 12", "5, 14", "6, 17"})
  void keepsTheTimeAtAnyPoll(long seed, int poll) {
    World world = new World(seed).servers(1).wandering(1e-10).clockWrongBy(0, 20e-6);
    WatchedHost host =
        WatchedHost.start(world, "server 192.0.2.1 iburst minpoll " + poll + " maxpoll " + poll);
    double interval = Math.pow(2, poll);
    host.run(20 * interval);
    assertThat(host.outside()).as(host.story()).isZero();

    host.watch(12 * interval);

    double wander = 1e-10 * Math.pow(interval, 1.5) / Math.sqrt(3);
    assertThat(host.isSynchronised()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(400e-6 + 8 * wander);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(world.servers.getFirst().requests()).isBetween(30L, 50L);
  }

  /// After a burst of six seconds the frequency is known to some 20 ppm, and the next sample comes
  /// after a day and a half: the claim must allow for seconds.
  @Test
  void knowsHowLittleABurstTellsOfTheFrequency() {
    Coverage coverage = new Coverage();
    for (long seed = 1; seed <= 5; seed++) {
      World world = new World(seed).servers(1).clockWrongBy(0, 20e-6);
      WatchedHost host = WatchedHost.start(world, "server 192.0.2.1 iburst minpoll 17 maxpoll 17");

      host.run(131_000);

      assertThat(host.isSynchronised()).isTrue();
      assertThat(host.bound().orElseThrow()).isGreaterThan(0.1);
      coverage.add(host);
    }
    coverage.requireHonesty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4", "5, 6"})
  void keepsTheTimeWithFewSamples(long seed, int samples) {
    World world = new World(seed).servers(1).clockWrongBy(0, 0);
    WatchedHost host =
        WatchedHost.start(world, "server 192.0.2.1 iburst maxpoll 6 maxsamples " + samples)
            .run(2 * 3600);

    host.watch(4 * 3600);

    assertThat(host.isSynchronised()).as(host.story()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(1e-3);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void asksFourTimesASecondWhereTheWayIsShort(long seed) {
    World world = new World(seed).servers(1).clockWrongBy(0, 20e-6);
    WatchedHost host =
        WatchedHost.start(world, "server 192.0.2.1 iburst minpoll -2 maxpoll -2").run(300);
    long before = world.servers.getFirst().requests();

    host.watch(300);

    assertThat(world.servers.getFirst().requests() - before).isBetween(4 * 285L, 4 * 315L);
    assertThat(host.largestError()).as(host.story()).isLessThan(60e-6);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  @Test
  void asksNotMoreThanOnceASecondWhereTheWayIsLong() {
    World world = new World(4, World.START, Link.of(8e-3, 100e-6)).servers(1);
    WatchedHost host =
        WatchedHost.start(world, "server 192.0.2.1 iburst minpoll -2 maxpoll -2").run(60);
    long before = world.servers.getFirst().requests();

    host.watch(600);

    assertThat(world.servers.getFirst().requests() - before).isBetween(570L, 630L);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void followsFiftySourcesOfWhichTwentyLie(long seed) {
    World world = new World(seed).servers(50).clockWrongBy(0, 20e-6);
    for (int i = 0; i < 20; i++) {
      world.servers.get(i).lyingBy(0.1 + i * 0.05);
    }
    WatchedHost host = WatchedHost.start(world, World.servers(50, "iburst maxpoll 6")).run(900);

    host.watch(900);

    for (int i = 1; i <= 50; i++) {
      assertThat(host.verdict(i).status().isTruechimer())
          .as(i + ": " + host.verdict(i).reason())
          .isEqualTo(i > 20);
    }
    assertThat(host.largestError()).as(host.story()).isLessThan(100e-6);
    assertThat(host.outside()).as(host.story()).isZero();
  }
}
