// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers that go wrong so slowly that nobody is to notice, among four. Each is known to within
/// half a round trip, 100 to 200 µs: two that are {@link #OVERLAP} apart do not overlap.
class DriftAttackSimTest {

  private static final String[] LINES = World.servers(4, "iburst maxpoll 6");

  private static final double OVERLAP = 400e-6;

  private static final double HOURS = 6;

  private static WatchedHost attacked(long seed, int attackers, double rate) {
    World world = new World(seed).servers(4).clockWrongBy(0, 20e-6);
    long from = world.simulation.nanosAt(2 * 3600);
    for (int i = 0; i < attackers; i++) {
      world.servers.get(i).drifting(from, Long.MAX_VALUE, rate);
    }
    return WatchedHost.start(world, LINES).run(2 * 3600);
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-7", "2, -1e-7", "3, 1e-7", "4, 1e-6", "5, -1e-6"})
  void isNotMovedByOneOfFourAndFindsItOut(long seed, double rate) {
    WatchedHost host = attacked(seed, 1, rate);

    host.watch(HOURS * 3600);

    assertThat(Math.abs(host.world().servers.getFirst().clockError())).isGreaterThan(5 * OVERLAP);
    assertThat(host.verdict(1).status()).as(host.story()).isEqualTo(SourceStatus.FALSETICKER);
    assertThat(host.verdict(1).reason())
        .contains(rate > 0 ? " ahead of the interval " : " behind the interval ")
        .endsWith("that 3 of 4 sources agree on");
    assertThat(host.world().log())
        .anyMatch(line -> line.contains("Detected falseticker 192.0.2.1"));
    assertThat(host.isSynchronised()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(OVERLAP / 2);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  /// Two against two cannot be decided. As long as all four overlap, the clock is pulled along, by
  /// no more than overlapping takes, and inside its claim. Once they part, nobody is believed, and
  /// the clock runs on with what it had learned, which may include the attackers' rate.
  @ParameterizedTest
  @CsvSource({"1, 1e-7", "2, -1e-7", "3, 1e-7", "4, 1e-6", "5, -1e-6"})
  void stopsBelievingAnybodyWhenTwoOfFourPartFromTheOthers(long seed, double rate) {
    WatchedHost host = attacked(seed, 2, rate);

    host.begin();
    while (host.isSynchronised() && host.world().simulation.elapsed() < HOURS * 3600) {
      host.run(10);
    }

    assertThat(host.isSynchronised()).as(host.story()).isFalse();
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.largestError()).as(host.story()).isLessThan(2 * OVERLAP);
    assertThat(Math.abs(host.world().servers.getFirst().clockError()))
        .as("what the attackers' clocks were wrong by when it was found out; " + host.story())
        .isLessThan(3 * OVERLAP);

    host.watch(4 * 3600);
    assertThat(host.isSynchronised()).as(host.story()).isFalse();
    assertThat(host.daemon().whyLost()).contains(new WhyLost.NoMajority(2, 4, false));
    assertThat(host.world().log())
        .filteredOn(
            line -> line.endsWith("Can't synchronise: no majority (only 2 of 4 sources agree)"))
        .as(host.story())
        .isNotEmpty();
    double wander = 1e-9 * Math.pow(4 * 3600, 1.5) / Math.sqrt(3);
    assertThat(host.largestError())
        .as(host.story())
        .isLessThan(2 * OVERLAP + Math.abs(rate) * 4 * 3600 + 4 * wander);
  }
}
