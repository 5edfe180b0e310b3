// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.SourceSnapshot;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hosts that are each other's servers, when the servers that gave them the time fall silent.
class SyncLoopSimTest {

  private static final String OPTIONS = " iburst minpoll 4 maxpoll 6";

  private final List<WatchedHost> hosts = new ArrayList<>();
  private final List<Telling> telling = new ArrayList<>();

  private static String address(int number) {
    return "198.51.100." + number;
  }

  /// Two servers of the world and so many hosts, of which each asks both and every other.
  private World mesh(long seed, int count) {
    World world = new World(seed).servers(2);
    for (int number = 1; number <= count; number++) {
      int own = number;
      start(
          world,
          own,
          IntStream.rangeClosed(1, count)
              .filter(other -> other != own)
              .mapToObj(SyncLoopSimTest::address)
              .toList());
    }
    return world;
  }

  private void start(World world, int number, List<String> others) {
    List<String> lines =
        new ArrayList<>(List.of("server 192.0.2.1" + OPTIONS, "server 192.0.2.2" + OPTIONS));
    others.forEach(other -> lines.add("server " + other + OPTIONS));
    lines.add("allow 198.51.100.0/24");
    SimulatedPlatform host = world.clockWrongBy(0, (number - 2.5) * 10e-6).host(address(number));
    WatchedHost watched = WatchedHost.start(world, host, lines.toArray(String[]::new));
    hosts.add(watched);
    telling.add(Telling.of(watched));
  }

  private void silenceTheWorld(World world) {
    world.simulation.run(3600);
    assertThat(telling).as(world.story()).allMatch(told -> told.stratum() == 2);
    world.servers.forEach(server -> server.answering(false));
    telling.forEach(Telling::begin);
    hosts.forEach(WatchedHost::begin);
  }

  private static List<SourceStatus> verdicts(WatchedHost host) {
    return host.daemon().sources().stream()
        .flatMap(source -> source.verdict().stream())
        .map(SourceVerdict::status)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "4, 1", "4, 5", "6, 10"})
  void strataDoNotCountUpAndTheBoundGrows(int count, long seed) {
    World world = mesh(seed, count);
    silenceTheWorld(world);
    world.simulation.run(5 * 3600);

    for (int i = 0; i < count; i++) {
      Telling told = telling.get(i);
      // Without a loop the longest way is through all the others.
      assertThat(told.strata())
          .as("%s%n%s", told, world.story())
          .allMatch(stratum -> stratum >= 2 && stratum <= count + 1);
      assertThat(told.outside()).as("%s%n%s", told, world.story()).isZero();
      assertThat(hosts.get(i).outside()).as(hosts.get(i).story()).isZero();
      assertThat(told.bound()).as("it admits that it may be wrong").isGreaterThan(4e-3);
      assertThat(told.largestError()).as("%s%n%s", told, world.story()).isLessThan(4e-3);
      assertThat(verdicts(hosts.get(i)))
          .as(world.story())
          .containsAnyOf(SourceStatus.STALE, SourceStatus.LOOP);
    }

    world.servers.forEach(server -> server.answering(true));
    world.simulation.run(3600);
    assertThat(telling).as(world.story()).allMatch(told -> told.stratum() == 2);
    assertThat(hosts).allMatch(host -> Math.abs(host.clock().error()) < 200e-6);
  }

  @Test
  void whoLeadsShowsThatTheOthersFollowHim() {
    World world = mesh(1, 3);
    silenceTheWorld(world);
    world.simulation.run(6 * 3600);
    WatchedHost leader =
        hosts.stream().filter(host -> host.state().stratum() == 2).findFirst().orElseThrow();
    assertThat(leader.daemon().sources())
        .filteredOn(source -> source.name().startsWith("198."))
        .hasSize(2)
        .allMatch(source -> source.verdict().orElseThrow().status() == SourceStatus.LOOP)
        .allMatch(source -> source.verdict().orElseThrow().reason().startsWith("it follows us"));
    assertThat(leader.daemon().sources())
        .extracting(SourceSnapshot::association)
        .filteredOn(association -> association.stratum() > 1)
        .as("they answer, and nothing of it is used")
        .allMatch(association -> association.good() < association.valid() - 100);
  }

  /// Who knows only the next in a ring cannot see that it is one. So much can be asked for all the
  /// same: it breaks at stratum 16, everybody admits to be wrong, and comes back to the world.
  @Test
  void aRingOfWhichEachKnowsOnlyTheNextCountsUpUntilItBreaks() {
    World world = new World(3).servers(2);
    for (int number = 1; number <= 4; number++) {
      start(world, number, List.of(address(number % 4 + 1)));
    }
    silenceTheWorld(world);
    world.simulation.run(5 * 3600);

    assertThat(telling.stream().flatMap(told -> told.strata().stream()))
        .as(world.story())
        .contains(0, 14, 15);
    assertThat(telling).filteredOn(told -> !told.isSynchronised()).hasSize(1);
    for (Telling told : telling) {
      assertThat(told.bound()).as("%s%n%s", told, world.story()).isGreaterThan(50e-3);
      assertThat(told.bound()).isGreaterThan(Math.abs(told.error()));
    }

    world.servers.forEach(server -> server.answering(true));
    world.simulation.run(3600);
    assertThat(telling).as(world.story()).allMatch(told -> told.stratum() == 2);
    assertThat(hosts).allMatch(host -> Math.abs(host.clock().error()) < 200e-6);
  }
}
