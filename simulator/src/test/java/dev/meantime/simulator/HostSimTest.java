// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.daemon.Daemon;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What befalls a host, as its daemon sees it.
class HostSimTest {

  private static final String[] TWO_SERVERS = {
    "server 192.0.2.1 iburst maxpoll 6", "server 192.0.2.2 iburst maxpoll 6", "makestep 0.1 -1"
  };

  @Test
  void aSleepingHostDoesNothingAndGoesOnWhereItWas() {
    World world = new World(1).servers(2).clockWrongBy(0, 20e-6);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, TWO_SERVERS);
    assertThat(daemon.start()).isTrue();
    world.simulation.run(1800);
    long asked = world.servers.getFirst().requests();
    long monotonic = host.monotonicClock().nowNanos();
    host.suspend();
    world.simulation.run(8 * 3600);
    assertThat(world.servers.getFirst().requests()).isEqualTo(asked);
    assertThat(host.monotonicClock().nowNanos()).isEqualTo(monotonic);

    host.resume(0.4);
    assertThat(host.clock().error()).isBetween(0.39, 0.41);
    world.simulation.run(1800);
    assertThat(world.servers.getFirst().requests()).isGreaterThan(asked);
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(1e-3);
    assertThatThrownBy(() -> host.resume(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void timersAreLateByTheSleep() {
    World world = new World(2);
    SimulatedPlatform host = world.host();
    List<Double> ran = new ArrayList<>();
    host.timers()
        .schedule(
            host.monotonicClock().nowNanos() + 10_000_000_000L,
            () -> ran.add(world.simulation.elapsed()));
    world.simulation.run(4);
    host.suspend();
    world.simulation.run(100);
    host.resume(0);
    world.simulation.run(100);
    assertThat(ran).singleElement().satisfies(time -> assertThat(time).isBetween(109.9, 110.1));
  }

  @Test
  void whatWasUnderWayForAKilledDaemonDoesNotReachTheNext() {
    World world = new World(3).servers(2).clockWrongBy(0, 20e-6);
    SimulatedPlatform host = world.host();
    assertThat(world.daemon(host, TWO_SERVERS).start()).isTrue();
    List<String> heard = new ArrayList<>();
    host.resolver().resolve("192.0.2.9", _ -> heard.add("name"));
    host.background().submit(() -> "work", heard::add, _ -> heard.add("failure"));
    world.simulation.run(600);
    assertThat(heard).containsExactlyInAnyOrder("name", "work");
    host.resolver().resolve("192.0.2.9", _ -> heard.add("lost name"));
    host.background().submit(() -> "lost work", heard::add, _ -> heard.add("failure"));
    host.kill();
    assertThat(host.hostNetwork().openPorts()).isZero();
    long asked = world.servers.getFirst().requests();
    world.simulation.run(600);
    assertThat(heard).hasSize(2);
    assertThat(world.servers.getFirst().requests()).isEqualTo(asked);
    double frequency = host.clock().read().frequency();
    assertThat(frequency).as("the kernel goes on with it").isBetween(-21e-6, -19e-6);

    Daemon second = world.daemon(host, TWO_SERVERS);
    assertThat(second.start()).isTrue();
    world.simulation.run(600);
    assertThat(second.clockState().orElseThrow().isSynchronised()).as(world.story()).isTrue();
    assertThat(Math.abs(host.clock().error())).isLessThan(1e-3);
  }

  @Test
  void aHostThatWasOffStartsWithAKernelThatKnowsNothing() {
    World world = new World(4).servers(2).clockWrongBy(0, 20e-6);
    SimulatedPlatform host = world.host();
    assertThat(world.daemon(host, TWO_SERVERS).start()).isTrue();
    world.simulation.run(1800);
    host.powerOff();
    world.simulation.run(3600);
    host.powerOn(-0.7);
    assertThat(host.clock().read().frequency()).isZero();
    assertThat(host.clock().read().status().synchronised()).isFalse();
    assertThat(host.clock().error()).isBetween(-0.7 - 1e-8, -0.7 + 1e-8);

    Daemon second = world.daemon(host, TWO_SERVERS);
    assertThat(second.start()).isTrue();
    world.simulation.run(1800);
    assertThat(host.clock().steps()).as(world.story()).hasSize(1);
    assertThat(Math.abs(host.clock().error())).isLessThan(1e-3);
  }

  @Test
  void watchingTheErrorChangesNothing() {
    assertThat(errorAfterADay(true)).isEqualTo(errorAfterADay(false));
  }

  private static double errorAfterADay(boolean watched) {
    World world = new World(5).servers(1).clockWrongBy(0.1, 1e-4);
    SimulatedPlatform host = world.host();
    assertThat(world.daemon(host, "server 192.0.2.1").start()).isTrue();
    if (watched) {
      world.simulation.every(0.7, () -> host.clock().error());
      world.simulation.every(1, () -> host.clock().frequencyError());
    }
    world.simulation.run(86_400);
    return host.clock().error();
  }

  @Test
  void oneMoreServerDoesNotChangeTheOthersLuck() {
    assertThat(delaysOfTheFirst(1)).isEqualTo(delaysOfTheFirst(3));
  }

  private static List<Long> delaysOfTheFirst(int servers) {
    World world = new World(6).servers(servers);
    List<Long> arrivals = new ArrayList<>();
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, "server 192.0.2.1 maxpoll 6");
    assertThat(daemon.start()).isTrue();
    for (int i = 0; i < 3600; i++) {
      world.simulation.run(1);
      arrivals.add(Math.round(host.clock().error() * 1e12));
    }
    return arrivals;
  }
}
