// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// In 2036 the seconds of NTP timestamps begin again at 0.
class EraChangeSimTest {

  private static final long ERA_1 =
      Instant.parse("2036-02-07T06:28:16Z").getEpochSecond() * 1_000_000_000L;
  private static final long HOUR = 3_600_000_000_000L;

  private static final String[] LINES = {
    "server 192.0.2.1 iburst maxpoll 6", "server 192.0.2.2 iburst maxpoll 6", "makestep 0.1 3"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void goesThroughItWithoutNoticing(long seed) {
    World world = new World(seed, ERA_1 - 2 * HOUR).servers(2).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, LINES).run(3600);

    host.watch(4 * 3600);

    assertThat(host.clock().wallClock().nowNanos()).isGreaterThan(ERA_1 + 2 * HOUR);
    assertThat(host.claims()).as("always synchronised").isEqualTo(4 * 3600);
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
    assertThat(world.log()).noneMatch(line -> line.contains("wrong by") || line.contains("jump"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void startsAfterIt(long seed) {
    World world = new World(seed, ERA_1 + HOUR).servers(2).clockWrongBy(0.02, 20e-6);
    WatchedHost host = WatchedHost.start(world, LINES).run(3600);

    host.watch(3600);

    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
  }

  /// A timestamp of NTP means the moment nearest to the clock, up to 68 years away.
  @Test
  void stepsIntoItFromTheYear1970() {
    World world = new World(4, ERA_1 + HOUR).servers(2);
    world.clockWrongBy(-(ERA_1 + HOUR) * 1e-9 + 86_400, 20e-6);
    WatchedHost host = WatchedHost.start(world, LINES).run(3600);

    host.watch(3600);

    assertThat(host.clock().steps()).as(host.story()).isNotEmpty();
    assertThat(host.clock().steps().getFirst()).isGreaterThan(2.08e9);
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  @Test
  void stepsBackOverItFromTheYear2037() {
    World world = new World(5, ERA_1 - 2 * HOUR).servers(2);
    world.clockWrongBy(365 * 86_400, 20e-6);
    WatchedHost host = WatchedHost.start(world, LINES).run(3600);

    host.watch(3600);

    assertThat(host.clock().steps()).as(host.story()).isNotEmpty();
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
  }
}
