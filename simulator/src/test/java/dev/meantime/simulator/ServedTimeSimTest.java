// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.RunOptions;
import dev.meantime.engine.respond.ServedClock;
import dev.meantime.engine.respond.ServedHeader;
import dev.meantime.wire.LeapIndicator;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a whole daemon tells of its clock.
class ServedTimeSimTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MIDNIGHT =
      Instant.parse("2026-07-01T00:00:00Z").getEpochSecond() * SECOND;

  private static final String[] SOURCES = {
    "server 192.0.2.1 iburst maxpoll 6",
    "server 192.0.2.2 iburst maxpoll 6",
    "server 192.0.2.3 iburst maxpoll 6"
  };

  private static String[] lines(String... more) {
    String[] all = new String[SOURCES.length + more.length];
    System.arraycopy(SOURCES, 0, all, 0, SOURCES.length);
    System.arraycopy(more, 0, all, SOURCES.length, more.length);
    return all;
  }

  private static ServedHeader header(SimulatedPlatform host, Daemon daemon) {
    ServedHeader header = new ServedHeader();
    daemon.servedClock().orElseThrow().describe(host.wallClock().nowNanos(), header);
    return header;
  }

  private static long served(SimulatedPlatform host, Daemon daemon) {
    ServedClock clock = daemon.servedClock().orElseThrow();
    return clock.servedNanos(host.wallClock().nowNanos());
  }

  @Test
  void localWithoutSourcesServesItsStratumAtOnceAndForEver() {
    World world = new World(1).clockWrongBy(3, 20e-6);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, "local stratum 8");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(1);
    for (int i = 0; i < 3; i++) {
      ServedHeader header = header(host, daemon);
      assertThat(header.leap()).isZero();
      assertThat(header.stratum()).isEqualTo(8);
      assertThat(header.referenceId()).isEqualTo(0x7f7f0101);
      assertThat(served(host, daemon)).isEqualTo(host.wallClock().nowNanos());
      world.simulation.run(40_000);
    }
  }

  @Test
  void withoutLocalNothingIsServed() {
    World world = new World(1);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host);
    assertThat(daemon.start()).isTrue();
    world.simulation.run(1000);
    assertThat(header(host, daemon).stratum()).isZero();
    assertThat(header(host, daemon).leap()).isEqualTo(3);
  }

  /// Servers announce the leap second a day before; by the even time of the simulation, served time
  /// is to lose (or gain) a second between the noons about it.
  @ParameterizedTest
  @CsvSource({"INSERT, true", "DELETE, true", "INSERT, false", "DELETE, false"})
  void smearsALeapSecondFromNoonToNoon(LeapIndicator kind, boolean steer) {
    int seconds = kind == LeapIndicator.INSERT ? 1 : -1;
    World world = new World(4, MIDNIGHT - 14 * 3600 * SECOND).servers(3);
    world.simulation.leapSecond(MIDNIGHT, kind);
    world.options(World.options(RunOptions.Mode.NORMAL, steer)).clockWrongBy(0, 20e-6);
    SimulatedPlatform host = world.host();
    Daemon daemon =
        world.daemon(host, lines("leapsecmode slew", "makestep 0.1 3", "leapsmear linear"));
    assertThat(daemon.start()).isTrue();
    world.simulation.run(3600);

    long start = MIDNIGHT - 12 * 3600 * SECOND;
    double length = 86_400 + seconds;
    double largest = 0;
    long last = served(host, daemon);
    double step = 2.5;
    for (double left = 26 * 3600; left > 0; left -= step) {
      world.simulation.run(step);
      long now = served(host, daemon);
      double share = Math.clamp((world.simulation.trueNanos() - start) * 1e-9 / length, 0.0, 1.0);
      double smear = (now - world.simulation.trueNanos()) * 1e-9;
      largest = Math.max(largest, Math.abs(smear + seconds * share));
      assertThat((now - last) * 1e-9)
          .as("served time goes on evenly; " + world.story())
          .isBetween(step - 2e-3, step + 2e-3);
      last = now;
      ServedHeader header = header(host, daemon);
      boolean moment = Math.abs(world.simulation.trueNanos() - MIDNIGHT) < 4 * SECOND;
      assertThat(header.leap())
          .as(world.story())
          .isIn(!steer && moment ? new Object[] {0, 3} : new Object[] {0});
      double elapsed = (world.simulation.trueNanos() - start) * 1e-9;
      // At its ends it depends on some microseconds.
      if (Math.abs(elapsed) > 1 && Math.abs(elapsed - length) > 1) {
        assertThat(header.referenceId() >>> 24 == 254)
            .as("the smear is told; " + share)
            .isEqualTo(share > 0 && share < 1);
      }
    }
    assertThat(largest).as(world.story()).isLessThan(500e-6);
    assertThat((last - world.simulation.utcNanos()) * 1e-9).isCloseTo(0, within(300e-6));
    assertThat(world.log()).noneMatch(line -> line.contains("falseticker"));
  }

  /// chrony's own smear: the clock slews, and what is served is smoothed.
  @Test
  void smoothsALeapSecond() {
    World world = new World(5, MIDNIGHT - 3 * 3600 * SECOND).servers(3);
    world.simulation.leapSecond(MIDNIGHT, LeapIndicator.INSERT);
    SimulatedPlatform host = world.clockWrongBy(0, 20e-6).host();
    Daemon daemon =
        world.daemon(
            host,
            lines(
                "leapsecmode slew",
                "maxslewrate 1000",
                "makestep 0.1 3",
                "smoothtime 400 0.01 leaponly"));
    assertThat(daemon.start()).isTrue();
    world.simulation.run(2 * 3600);
    long last = served(host, daemon);
    for (int i = 0; i < 27_000; i++) {
      world.simulation.run(1);
      long now = served(host, daemon);
      assertThat((now - last) * 1e-9).as(world.story()).isBetween(1 - 1e-3, 1 + 1e-3);
      last = now;
      assertThat(header(host, daemon).leap()).isZero();
    }
    assertThat((last - world.simulation.utcNanos()) * 1e-9)
        .as(world.story())
        .isCloseTo(0, within(500e-6));
  }

  @Test
  void smoothsWhatAnExternalStepAndItsCorrectionDo() {
    World world = new World(6).servers(3);
    SimulatedPlatform host = world.clockWrongBy(0.5, 20e-6).host();
    Daemon daemon = world.daemon(host, lines("smoothtime 1000 1"));
    assertThat(daemon.start()).isTrue();
    world.simulation.run(3600);
    assertThat(world.log()).anyMatch(line -> line.endsWith("Activated time smoothing"));
    world.servers.forEach(server -> server.lyingBy(0.05));
    long last = served(host, daemon);
    long lastTrue = world.simulation.trueNanos();
    boolean warned = false;
    for (int i = 0; i < 6000; i++) {
      world.simulation.run(1);
      long now = served(host, daemon);
      double rate = (double) (now - last) / (world.simulation.trueNanos() - lastTrue) - 1;
      assertThat(Math.abs(rate)).as(world.story()).isLessThan(1.2e-3);
      warned |= header(host, daemon).referenceId() == 0x7f7f01ff;
      last = now;
      lastTrue = world.simulation.trueNanos();
    }
    assertThat(warned).isTrue();
    assertThat((last - world.simulation.trueNanos()) * 1e-9)
        .as(world.story())
        .isCloseTo(0.05, within(1e-3));
  }
}
