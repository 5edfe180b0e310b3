// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody else moves the clock.
class ExternalStepSimTest {

  private static final String[] FOUR_SERVERS = World.servers(4, "iburst maxpoll 6");

  /// A jump that no suspended machine explains is noticed within 16 s and undone at once.
  @ParameterizedTest
  @CsvSource({"1, 0.06", "2, -0.06", "3, 0.5", "4, -0.5", "5, 5", "6, -5"})
  void slewsBackASmallOne(long seed, double seconds) {
    World world = new World(seed).servers(4).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, FOUR_SERVERS).run(2 * 3600);
    host.clock().disturb(seconds);

    host.run(20 + Math.abs(seconds) * 16);
    assertThat(Math.abs(host.clock().error())).as(host.story()).isLessThan(300e-6);
    host.watch(1800);
    assertThat(seconds > 0 ? -host.lowest() : host.highest())
        .as("overshoot; " + host.story())
        .isLessThan(Math.abs(seconds) / 10);
    host.watch(2 * 3600);

    assertThat(host.clock().steps()).isEmpty();
    assertThat(world.log()).anyMatch(line -> line.contains("time jump detected!"));
    assertThat(host.isSynchronised()).as(host.story()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  /// A large one is noticed with the next reading: from then on nothing is claimed until the
  /// sources have told anew.
  @ParameterizedTest
  @CsvSource({"1, 300", "2, -300", "3, 300", "4, -300", "5, 300"})
  void slewsBackALargeOneAndClaimsNothingMeanwhile(long seed, double seconds) {
    World world = new World(seed).servers(4).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, FOUR_SERVERS).run(2 * 3600);
    double frequency = host.state().frequency();
    host.clock().disturb(seconds);
    host.run(64);
    assertThat(world.log())
        .as(host.story())
        .anyMatch(
            line -> line.contains((seconds > 0 ? "Forward" : "Backward") + " time jump detected!"));

    host.watch(3 * 3600);
    assertThat(host.outside()).as("outside a claimed bound; " + host.story()).isZero();
    host.watch(3600);

    assertThat(host.clock().steps()).isEmpty();
    assertThat(host.isSynchronised()).as(host.story()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
    assertThat(host.state().frequency() - frequency)
        .as("what a step of the clock teaches about its frequency")
        .isBetween(-0.5e-6, 0.5e-6);
  }

  @ParameterizedTest
  @CsvSource({"1, 86400", "2, -86400", "3, 0.3", "4, -0.3"})
  void stepsBackWhereMakestepAllows(long seed, double seconds) {
    World world = new World(seed).servers(4).clockWrongBy(0, 20e-6);
    String[] lines = java.util.Arrays.copyOf(FOUR_SERVERS, 5);
    lines[4] = "makestep 0.1 -1";
    WatchedHost host = WatchedHost.start(world, lines).run(2 * 3600);
    host.clock().disturb(seconds);

    host.run(900).watch(3600);

    assertThat(host.clock().steps())
        .as(host.story())
        .singleElement()
        .satisfies(step -> assertThat(step + seconds).isBetween(-0.05, 0.05));
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    assertThat(host.outside()).as(host.story()).isZero();
  }
}
