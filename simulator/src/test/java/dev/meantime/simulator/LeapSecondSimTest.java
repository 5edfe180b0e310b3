// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.platform.KernelClockStatus.LeapSecond;
import dev.meantime.wire.LeapIndicator;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A leap second at the end of June, announced by four servers a day before, in each `leapsecmode`.
class LeapSecondSimTest {

  private static final long MIDNIGHT =
      Instant.parse("2026-07-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

  private static final double HOURS_BEFORE = 3;

  /// Seconds by which a clock is ahead that knows nothing of the leap second.
  private static double ignorance(LeapIndicator kind) {
    return kind == LeapIndicator.INSERT ? 1 : -1;
  }

  /// A minute before the leap second.
  private static WatchedHost before(long seed, LeapIndicator kind, String mode) {
    World world = new World(seed, MIDNIGHT - (long) (HOURS_BEFORE * 3600e9)).servers(4);
    world.simulation.leapSecond(MIDNIGHT, kind);
    WatchedHost host =
        WatchedHost.start(
            world.clockWrongBy(0, 20e-6),
            "server 192.0.2.1 iburst maxpoll 6",
            "server 192.0.2.2 iburst maxpoll 6",
            "server 192.0.2.3 iburst maxpoll 6",
            "server 192.0.2.4 iburst maxpoll 6",
            "leapsecmode " + mode,
            "makestep 0.1 3");
    host.run(3600).watch((HOURS_BEFORE - 1) * 3600 - 60);
    assertThat(host.state().leap()).as("what it serves").isEqualTo(kind);
    assertThat(world.log())
        .as(host.story())
        .anyMatch(line ->
            line.endsWith(
                "System clock status set to "
                    + (kind == LeapIndicator.INSERT ? "insert" : "delete")
                    + " leap second"));
    assertThat(host.clock().read().status().leap())
        .as("what the kernel is to do")
        .isEqualTo(
            !mode.equals("system")
                ? LeapSecond.NONE
                : kind == LeapIndicator.INSERT ? LeapSecond.INSERT : LeapSecond.DELETE);
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    return host;
  }

  /// Leaves the minute before the leap second, and looks at the moment itself: nobody should be
  /// told the time then.
  private static void pass(WatchedHost host, LeapIndicator kind) {
    host.run(kind == LeapIndicator.INSERT ? 60.2 : 59.2);
    assertThat(host.state().leap())
        .as("a moment after the beginning; " + host.story())
        .isEqualTo(LeapIndicator.UNSYNCHRONISED);
    assertThat(host.state().stratum()).isEqualTo(2);
    host.run(5);
    assertThat(host.state().leap()).as(host.story()).isEqualTo(LeapIndicator.NONE);
  }

  private static void requireCalmAfterwards(WatchedHost host) {
    host.watch(2 * 3600);
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.isSynchronised()).isTrue();
    assertThat(host.clock().read().status().leap()).isEqualTo(LeapSecond.NONE);
    assertThat(host.world().log())
        .as(host.story())
        .noneMatch(line ->
            line.contains("falseticker")
                || line.contains("jump")
                || line.contains("wrong by")
                || line.contains("Can't synchronise"));
    for (int i = 1; i <= 4; i++) {
      assertThat(host.verdict(i).status().isTruechimer()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INSERT", "DELETE"})
  void leavesItToTheKernelInModeSystem(LeapIndicator kind) {
    WatchedHost host = before(1, kind, "system");
    host.watch(0);
    pass(host, kind);

    assertThat(host.clock().steps()).as("the kernel acts, not we").isEmpty();
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    assertThat(host.clock().read().tai()).isEqualTo(kind == LeapIndicator.INSERT ? 1 : -1);
    assertThat(host.world().log())
        .anyMatch(line -> line.endsWith("System clock status reset after leap second"));
    requireCalmAfterwards(host);
  }

  @ParameterizedTest
  @EnumSource(names = {"INSERT", "DELETE"})
  void stepsInModeStep(LeapIndicator kind) {
    WatchedHost host = before(2, kind, "step");
    host.watch(0);
    pass(host, kind);

    assertThat(host.clock().steps())
        .singleElement()
        .satisfies(step -> assertThat(step).isCloseTo(-ignorance(kind), within(1e-3)));
    assertThat(host.world().log())
        .anyMatch(line -> line.endsWith("System clock was stepped for leap second"));
    requireCalmAfterwards(host);
  }

  /// A clock that no program sees go backwards or jump: it is a second wrong at once, and every
  /// second less by a twelfth.
  @ParameterizedTest
  @EnumSource(names = {"INSERT", "DELETE"})
  void slewsInModeSlew(LeapIndicator kind) {
    WatchedHost host = before(3, kind, "slew");
    host.watch(0);
    pass(host, kind);

    double slewed = (host.world().simulation.utcNanos() - MIDNIGHT) * 1e-9;
    assertThat(host.clock().error())
        .as(host.story())
        .isCloseTo(ignorance(kind) * (1 - slewed / 12), within(0.25));
    assertThat(host.clock().steps()).isEmpty();
    assertThat(host.largestRate()).as(host.story()).isLessThan(1 / 12.0 + 1e-3);
    assertThat(host.outside()).as("it knows how wrong it is; " + host.story()).isZero();
    assertThat(host.world().log())
        .anyMatch(line -> line.endsWith("Adjusting system clock for leap second"));
    host.run(120);
    assertThat(Math.abs(host.clock().error())).as(host.story()).isLessThan(1e-3);
    requireCalmAfterwards(host);
  }

  /// Then the servers are a second off, and that is corrected like any other offset.
  @ParameterizedTest
  @EnumSource(names = {"INSERT", "DELETE"})
  void isASecondWrongAndSlewsWhenItIsToldInModeIgnore(LeapIndicator kind) {
    WatchedHost host = before(4, kind, "ignore");
    pass(host, kind);

    assertThat(host.clock().error()).as(host.story()).isCloseTo(ignorance(kind), within(0.01));
    assertThat(host.clock().steps()).isEmpty();
    assertThat(host.world().log()).anyMatch(line -> line.contains("Ignoring leap second"));
    host.run(1800).watch(2 * 3600);
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
  }

  /// Whoever announces one in April is not believed, and one of four is no majority.
  @ParameterizedTest
  @CsvSource({"2026-05-01T00:00:00Z, 4", "2026-07-01T00:00:00Z, 2"})
  void doesNotBelieveJustAnybody(Instant midnight, int announcing) {
    long nanos = midnight.getEpochSecond() * 1_000_000_000L;
    World world = new World(5, nanos - 7200_000_000_000L).servers(4);
    for (int i = 0; i < announcing; i++) {
      world.servers.get(i).announcing(LeapIndicator.INSERT);
    }
    WatchedHost host = WatchedHost.start(world, World.servers(4, "iburst maxpoll 6")).run(3600);

    assertThat(host.state().leap()).isEqualTo(LeapIndicator.NONE);
    host.watch(2 * 3600);
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
    assertThat(world.log()).noneMatch(line -> line.contains("to insert leap second"));
  }
}
