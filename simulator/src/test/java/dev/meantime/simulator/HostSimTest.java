// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.daemon.Daemon;
import dev.meantime.platform.LocalProgram;
import dev.meantime.wire.LeapIndicator;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  void aSimulatedMachineReachesNoProgramOfTheRealOne() {
    LocalProgram program = new World(3).host().localProgram(Path.of("/x/socket"));
    program.hangUp();
    assertThat(program.ask(new byte[1], 1))
        .isEqualTo(
            new LocalProgram.Reply.Failed("/x/socket: a simulated machine has no other programs"));
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

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void theKernelMakesTheLeapSecondThatServersAnnounce(LeapIndicator kind) {
    // Leap seconds are believed at the end of June and of December only.
    long midnight = World.START + 30 * 86_400_000_000_000L;
    World world =
        new World(9, midnight - 2 * 86_400_000_000_000L).servers(2).clockWrongBy(0, 20e-6);
    world.simulation.leapSecond(midnight, kind);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, TWO_SERVERS[0], TWO_SERVERS[1]);
    assertThat(daemon.start()).isTrue();
    // Not at midnight itself, which the clock reaches some microseconds before or after.
    world.simulation.run(2 * 86_400 - 600.1);
    double[] worst = new double[1];
    world.simulation.every(
        0.25, () -> worst[0] = Math.max(worst[0], Math.abs(host.clock().error())));
    world.simulation.run(4 * 3600);

    assertThat(worst[0]).as(world.story()).isLessThan(1e-3);
    assertThat(host.clock().steps()).isEmpty();
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).isTrue();
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
  void theSameSeedTellsTheSameStoryToTheNanosecond() {
    assertThat(story(7)).isEqualTo(story(7));
    assertThat(story(7)).isNotEqualTo(story(8));
  }

  /// Six hours on a bad network: the log, and everything that was done to the clock.
  private static List<String> story(long seed) {
    World world = new World(seed).servers(4).clockWrongBy(0.3, -50e-6);
    InetAddress address = InetAddress.ofLiteral("198.51.100.1");
    Link bad =
        Link.of(5e-3, new Jitter.Pareto(1.8, 2e-3))
            .losing(0.2)
            .with(new Impairment.Duplication(0.1, 3))
            .with(new Impairment.Reordering(0.1, 0.3));
    for (ModelServer server : world.servers) {
      world.network.connect(address, server.address(), bad, bad);
    }
    world.servers.get(3).runningOn(OscillatorModel.of(2e-6, 1e-8));
    SimulatedPlatform host = world.host();
    Daemon daemon =
        world.daemon(
            host,
            "server 192.0.2.1 iburst maxpoll 6",
            "server 192.0.2.2 iburst maxpoll 6",
            "server 192.0.2.3 iburst maxpoll 6",
            "server 192.0.2.4 iburst maxpoll 6",
            "makestep 0.1 3");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(6 * 3600);
    List<String> story = new ArrayList<>(world.log());
    host.clock().writes().forEach(write -> story.add(write.toString()));
    story.add(Double.toString(host.clock().error()));
    return story;
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
