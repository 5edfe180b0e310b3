// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesSimTest {

  @Test
  void keepsTryingWithoutNetworkAndNamesAndRecovers() {
    World world = new World(1).servers(2);
    world.names.put("one.example", List.of(World.serverAddress(1)));
    world.names.put("two.example", List.of(World.serverAddress(2)));
    world.names.available(false);
    SimulatedPlatform host = world.host();
    host.hostNetwork().connected(false);
    Daemon daemon =
        world.daemon(
            host,
            "server one.example iburst",
            "server two.example iburst",
            "server 192.0.2.77 iburst");
    assertThat(daemon.start()).isTrue();

    world.simulation.run(6 * 3600);

    assertThat(daemon.isRunning()).as(world.story()).isTrue();
    List<Double> waits = waits(world, "one.example");
    assertThat(waits.subList(0, 8))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 0.1 ? 0 : 1)
        .containsExactly(28.0, 56.0, 112.0, 224.0, 448.0, 896.0, 1792.0, 3584.0);
    assertThat(waits.subList(7, waits.size())).allMatch(wait -> Math.abs(wait - 3584) < 0.1);
    assertThat(world.log())
        .as("told once, for both names")
        .filteredOn(line -> line.contains("one.example"))
        .singleElement()
        .asString()
        .contains("two.example", "no name server answers", "resolv.conf");
    assertThat(world.log())
        .as("told now and then, not at every poll")
        .filteredOn(line -> line.contains("Could not ask 192.0.2.77"))
        .hasSizeBetween(1, 8);

    host.hostNetwork().connected(true);
    world.names.available(true);
    world.simulation.run(3600 + 60);

    assertThat(daemon.clockState().orElseThrow().isSynchronised()).as(world.story()).isTrue();
    assertThat(world.log()).anyMatch(line -> line.contains("Found addresses of one.example"));
  }

  private static List<Double> waits(World world, String name) {
    List<Long> times = new ArrayList<>();
    List<String> queries = world.names.queries();
    IntStream.range(0, queries.size())
        .filter(i -> queries.get(i).equals(name))
        .forEach(i -> times.add(world.names.queryTimes().get(i)));
    List<Double> waits = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      waits.add((times.get(i) - times.get(i - 1)) * 1e-9);
    }
    return waits;
  }

  @Test
  void keepsAsManyPoolMembersAsWantedAndReplacesTheUnreachable() {
    World world = new World(2).servers(12);
    world.names.put("pool.example", IntStream.range(1, 9).mapToObj(World::serverAddress).toList());
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, "pool pool.example iburst maxsources 4 maxpoll 6");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(300);
    assertThat(daemon.sources()).as(world.story()).hasSize(4);

    world.names.put("pool.example", IntStream.range(9, 13).mapToObj(World::serverAddress).toList());
    String dead = daemon.sources().getFirst().address().getAddress().getHostAddress();
    world.servers.stream()
        .filter(server -> server.address().getHostAddress().equals(dead))
        .forEach(server -> server.answering(false));
    world.simulation.run(3 * 3600);

    assertThat(daemon.sources())
        .as(world.story())
        .hasSize(4)
        .noneMatch(source -> source.address().getAddress().getHostAddress().equals(dead));
    assertThat(world.log())
        .as(world.story())
        .anyMatch(line -> line.contains("Source " + dead + " replaced with 192.0.2."));
  }

  @Test
  void replacesALyingPoolMember() {
    World world = new World(3).servers(12);
    world.names.put("pool.example", IntStream.range(1, 5).mapToObj(World::serverAddress).toList());
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, "pool pool.example iburst maxsources 4 maxpoll 6");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(600);

    world.names.put("pool.example", IntStream.range(5, 9).mapToObj(World::serverAddress).toList());
    world.servers.get(2).lyingBy(0.5);
    world.simulation.run(2 * 3600);

    assertThat(daemon.sources())
        .as(world.story())
        .noneMatch(source -> source.address().getAddress().equals(World.serverAddress(3)));
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(1e-3);
  }

  @Test
  void refusesASecondSourceWithTheSameAddress() {
    World world = new World(4).servers(2);
    world.names.put("both.example", List.of(World.serverAddress(1), World.serverAddress(2)));
    SimulatedPlatform host = world.host();
    Daemon daemon =
        world.daemon(
            host, "server 192.0.2.1 iburst", "server 192.0.2.1", "server both.example iburst");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(60);

    assertThat(daemon.sources())
        .extracting(source -> source.address().getAddress())
        .containsExactly(World.serverAddress(1), World.serverAddress(2));
    assertThat(world.log())
        .anyMatch(line -> line.contains("Could not add source 192.0.2.1 : Already in use"));
  }
}
