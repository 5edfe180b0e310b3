// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clocks that are very wrong, and nobody allows a step.
class LargeErrorsSimTest {

  /// What `maxslewrate` is by default.
  private static final double SLEW_RATE = 1 / 12.0;

  private static final String[] FOUR_SERVERS = World.servers(4, "iburst maxpoll 6");

  @ParameterizedTest
  @CsvSource({"1, 0.05", "2, 0.05", "3, 0.05", "4, -0.05", "5, -0.05", "6, -0.05"})
  void learnsAFrequencyThatIsWrongByFivePercent(long seed, double fast) {
    World world = new World(seed).servers(4).clockWrongBy(0, fast);
    WatchedHost host = WatchedHost.start(world, FOUR_SERVERS);
    host.run(600);
    assertThat(host.largestError()).as(host.story()).isLessThan(0.2);
    assertThat(Math.abs(host.clock().error())).as(host.story()).isLessThan(1e-3);

    host.watch(2 * 3600);
    assertThat(host.outside()).as(host.story()).isZero();
    host.watch(3600);

    assertThat(host.clock().steps()).isEmpty();
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.state().frequency())
        .as("positive when the hardware is slow")
        .isCloseTo(1 / (1 + fast) - 1, within(0.3e-6));
  }

  /// The first samples of a burst tell the frequency to some ten ppm, and what was guessed before
  /// to nothing.
  @ParameterizedTest
  @ValueSource(doubles = {0.05, -0.05, 0.01, 0.003, 0.0005})
  void claimsNoMoreThanItKnowsOfAFrequencyThatIsFarOff(double fast) {
    Coverage coverage = new Coverage();
    for (long seed = 1; seed <= 20; seed++) {
      World world = new World(seed).servers(4).clockWrongBy(0, fast);
      coverage.add(WatchedHost.start(world, FOUR_SERVERS).watch(600));
    }
    coverage.requireHonesty();
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "2, -100", "3, 100", "4, -100", "5, 100"})
  void slewsAwayAHundredSecondsAsFastAsAllowedAndWithoutOvershoot(long seed, double ahead) {
    World world = new World(seed).servers(4).clockWrongBy(ahead, 20e-6);
    WatchedHost host = WatchedHost.start(world, FOUR_SERVERS);

    host.run(1100);
    assertThat(Math.abs(host.clock().error()))
        .as("not faster than maxslewrate allows")
        .isGreaterThan(100 - 1100 * (SLEW_RATE + 1e-3));
    host.run(700);
    assertThat(Math.abs(host.clock().error())).as(host.story()).isLessThan(1e-3);
    host.run(3600);

    assertThat(host.clock().steps()).isEmpty();
    assertThat(ahead > 0 ? -host.lowest() : host.highest())
        .as("overshoot; " + host.story())
        .isLessThan(1e-3);
    assertThat(host.largestRate()).as(host.story()).isLessThan(SLEW_RATE + 1e-3);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(Math.abs(host.clock().error())).as(host.story()).isLessThan(200e-6);
    assertThat(world.log()).noneMatch(line -> line.contains("time jump"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, -100})
  void saysHowWrongItIsAsLongAsASlowSlewLasts(double ahead) {
    World world = new World(6).servers(3).clockWrongBy(ahead, 0);
    WatchedHost host =
        WatchedHost.start(
            world,
            "server 192.0.2.1 iburst",
            "server 192.0.2.2 iburst",
            "server 192.0.2.3 iburst",
            "maxslewrate 500");

    host.run(10).watch(7190);

    double left = 100 - 7200 * 500e-6;
    assertThat(Math.abs(host.clock().error())).as(host.story()).isCloseTo(left, within(0.02));
    assertThat(host.bound().orElseThrow()).isBetween(left - 0.02, left + 0.1);
    assertThat(host.claims()).isEqualTo(7190);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().read().status().maximumError())
        .as("what the kernel is told, at most 16 s")
        .isEqualTo(16);
  }
}
