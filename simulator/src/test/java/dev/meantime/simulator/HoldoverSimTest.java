// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.select.Selection.WhyLost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// All sources are lost for a day.
class HoldoverSimTest {

  private static final double DAY = 86_400;

  private static final String[] FOUR_SERVERS = World.servers(4, "iburst maxpoll 6");

  private static void answering(World world, boolean whether) {
    world.servers.forEach(server -> server.answering(whether));
  }

  /// A random walk of 1e-9 carries a clock off by 1e-9 · t^1.5 / √3: 15 ms in a day.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsItsPromiseForADayAndComesBackWithoutAStep(long seed) {
    World world = new World(seed).servers(4).clockWrongBy(0, 40e-6);
    WatchedHost host = WatchedHost.start(world, FOUR_SERVERS).run(6 * 3600);
    double before = host.bound().orElseThrow();
    answering(world, false);

    host.watch(3600);
    double afterAnHour = host.bound().orElseThrow();
    host.run(DAY - 3600);

    double wander = 1e-9 * Math.pow(DAY, 1.5) / Math.sqrt(3);
    assertThat(host.largestError()).as(host.story()).isLessThan(5 * wander);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.claims()).as("a bound that grows is not a loss").isEqualTo((long) DAY);
    assertThat(afterAnHour - before).as("1 ppm at least").isGreaterThan(3e-3);
    assertThat(host.bound().orElseThrow() - afterAnHour).isGreaterThan((DAY - 3600) * 0.9e-6);
    assertThat(host.bound().orElseThrow()).as("of use").isLessThan(1);
    assertThat(host.daemon().whyLost()).contains(new WhyLost.NoneSelectable(4));
    assertThat(world.log())
        .filteredOn(line ->
            line.endsWith("Can't synchronise: no selectable sources (4 unreachable sources)"))
        .hasSize(1);

    answering(world, true);
    host.run(3600).watch(3600);
    assertThat(host.clock().steps()).isEmpty();
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.bound().orElseThrow()).as("small again").isLessThan(2 * before + 1e-4);
  }

  /// A clock whose frequency walks by 1e-8 each second is 3 ppm from what it was after a day, which
  /// is more than `maxclockerror` allows for by default.
  @ParameterizedTest
  @ValueSource(doubles = {3e-9, 1e-8, 3e-8})
  void allowsForAsMuchWanderAsItHasSeen(double deviation) {
    Coverage coverage = new Coverage();
    for (long seed = 1; seed <= 5; seed++) {
      World world = new World(seed).servers(4).wandering(deviation).clockWrongBy(0, 40e-6);
      WatchedHost host = WatchedHost.start(world, FOUR_SERVERS).run(6 * 3600);
      answering(world, false);

      host.watch(DAY);

      double wander = deviation * Math.pow(DAY, 1.5) / Math.sqrt(3);
      assertThat(host.largestError()).as(host.story()).isLessThan(5 * wander);
      coverage.add(host);
    }
    coverage.requireHonesty();
  }

  @Test
  void tellsTheKernelHowTheBoundGrows() {
    World world = new World(7).servers(4).clockWrongBy(0, 40e-6);
    WatchedHost host = WatchedHost.start(world, FOUR_SERVERS).run(6 * 3600);
    answering(world, false);
    host.run(12 * 3600);

    assertThat(host.clock().read().status().maximumError())
        .as("our bound, and what the kernel adds between two of our calls")
        .isCloseTo(host.bound().orElseThrow(), within(120 * 500e-6));
  }
}
