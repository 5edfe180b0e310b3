// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers that go wrong so slowly that nobody is to notice, among four. The honest ones are known
/// to within half a round trip, some 200 µs: nobody who is farther off than twice that overlaps.
class DriftAttackSimTest {

  private static final String[] LINES = World.servers(4, "iburst maxpoll 6");

  private static final double HOURS = 16;

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

    assertThat(Math.abs(host.world().servers.getFirst().clockError())).isGreaterThan(5e-3);
    assertThat(host.verdict(1).status()).as(host.story()).isEqualTo(SourceStatus.FALSETICKER);
    assertThat(host.verdict(1).reason())
        .contains(rate > 0 ? " ahead of the interval " : " behind the interval ")
        .endsWith("that 3 of 4 sources agree on");
    assertThat(host.world().log())
        .anyMatch(line -> line.contains("Detected falseticker 192.0.2.1"));
    assertThat(host.isSynchronised()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(400e-6);
    assertThat(host.outside()).as(host.story()).isZero();
  }

  /// Two against two cannot be decided. As long as all four overlap, the clock is pulled a little
  /// way, inside its claim; once they part, nobody is believed, and the clock runs on with what it
  /// had learned, which may include half of the attackers' rate.
  @ParameterizedTest
  @CsvSource({"1, 1e-7", "2, -1e-7", "3, 1e-7", "4, 1e-6", "5, -1e-6"})
  void stopsBelievingAnybodyWhenTwoOfFourPartFromTheOthers(long seed, double rate) {
    WatchedHost host = attacked(seed, 2, rate);

    host.watch(HOURS * 3600);

    assertThat(host.isSynchronised()).as(host.story()).isFalse();
    assertThat(host.daemon().whyLost()).contains(new WhyLost.NoMajority(2, 4, false));
    assertThat(host.world().log())
        .filteredOn(line ->
            line.endsWith("Can't synchronise: no majority (only 2 of 4 sources agree)"))
        .as(host.story())
        .isNotEmpty();
    assertThat(host.outside()).as("while it claimed anything; " + host.story()).isZero();
    double parted = HOURS * 3600 - host.claims();
    assertThat(host.largestError())
        .as(host.story())
        .isLessThan(500e-6 + Math.abs(rate) / 2 * parted + 5e-9 * Math.pow(parted, 1.5) / 1.7);
  }
}
