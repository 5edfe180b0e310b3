// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three strata of four servers and five clients, all of them the daemon.
class StrataSimTest {

  private static final int SERVERS = 4;
  private static final int CLIENTS = 5;

  /// Seconds.
  private static final long SETTLING = 1800;

  private static final long WATCHED = 2 * 3600;

  private static IntStream numbers(int last) {
    return IntStream.rangeClosed(1, last);
  }

  private static String address(int stratum, int number) {
    return "10.0." + stratum + "." + number;
  }

  /// Oscillators of ±36 ppm that wander, clocks that are up to 40 ms wrong.
  private static SimulatedPlatform host(World world, int stratum, int number) {
    double frequency = (number - 3) * 18e-6;
    double error = (number - 2.5) * 0.01 * stratum;
    return world.clockWrongBy(error, frequency).wandering(1e-9).host(address(stratum, number));
  }

  private static String[] following(int stratum, String... more) {
    Stream<String> servers =
        IntStream.rangeClosed(1, SERVERS)
            .mapToObj(
                number -> "server " + address(stratum, number) + " iburst minpoll 4 maxpoll 6");
    return Stream.concat(servers, Stream.of(more)).toArray(String[]::new);
  }

  private static WatchedHost primary(World world, int number) {
    SimulatedPlatform host = host(world, 1, number);
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(5e-6));
    return WatchedHost.start(
        world, host, "refclock SHM 0 refid GPS delay 100e-6", "makestep 0.1 3", "allow");
  }

  /// Everybody, four strata of them, the primary servers first.
  private static List<List<WatchedHost>> start(World world) {
    List<List<WatchedHost>> strata = new ArrayList<>();
    strata.add(numbers(SERVERS).mapToObj(number -> primary(world, number)).toList());
    for (int stratum : new int[] {2, 3}) {
      strata.add(
          numbers(SERVERS)
              .mapToObj(number ->
                  WatchedHost.start(
                      world,
                      host(world, stratum, number),
                      following(stratum - 1, "makestep 0.1 3", "allow 10.0.0.0/16")))
              .toList());
    }
    strata.add(
        numbers(CLIENTS)
            .mapToObj(number ->
                WatchedHost.start(world, host(world, 4, number), following(3, "makestep 0.1 3")))
            .toList());
    return strata;
  }

  private static void requireHonesty(List<WatchedHost> hosts, List<Telling> telling, World world) {
    for (WatchedHost host : hosts) {
      assertThat(host.claims()).as(host.story()).isEqualTo(WATCHED);
      assertThat(host.outside()).as(host.story()).isLessThanOrEqualTo(WATCHED / 1000);
    }
    for (Telling told : telling) {
      assertThat(told.claims()).as("%s%n%s", told, world.story()).isGreaterThan(WATCHED - 2);
      assertThat(told.outside()).as("%s%n%s", told, world.story()).isLessThan(WATCHED / 1000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyStratumIsRightAndSaysHowRight(long seed) {
    World world = new World(seed);
    List<List<WatchedHost>> strata = start(world);
    world.simulation.run(SETTLING);
    List<WatchedHost> all = strata.stream().flatMap(List::stream).toList();
    List<Telling> telling = all.stream().map(Telling::of).toList();
    all.forEach(WatchedHost::begin);
    world.simulation.run(WATCHED);

    requireHonesty(all, telling, world);
    for (int stratum = 1; stratum <= 4; stratum++) {
      for (WatchedHost host : strata.get(stratum - 1)) {
        assertThat(host.state().stratum()).as(host.story()).isEqualTo(stratum);
        // A receiver's jitter is 5 µs; that of a round trip has a mean of 200 µs.
        assertThat(host.rmsError())
            .as("stratum %d: %s", stratum, host.story())
            .isLessThan(stratum == 1 ? 2e-6 : 20e-6);
      }
    }
    assertThat(telling.stream().map(Telling::strata).distinct())
        .containsExactly(Set.of(1), Set.of(2), Set.of(3), Set.of(4));
  }

  /// Down from the primary servers a packet takes 2 ms longer than up: nobody can know. Each
  /// stratum is 1 ms further behind, and each of them says that it may be.
  @Test
  void anAsymmetryAddsUpFromStratumToStratumAndSoDoesTheClaim() {
    World world = new World(4);
    List<List<WatchedHost>> strata = start(world);
    for (int stratum = 1; stratum <= 3; stratum++) {
      for (WatchedHost server : strata.get(stratum - 1)) {
        for (WatchedHost client : strata.get(stratum)) {
          world.network.connect(
              server.platform().hostNetwork().address(),
              client.platform().hostNetwork().address(),
              Link.of(2.1e-3, 100e-6));
        }
      }
    }
    world.simulation.run(SETTLING);
    List<WatchedHost> all = strata.stream().flatMap(List::stream).toList();
    List<Telling> telling = all.stream().map(Telling::of).toList();
    all.forEach(WatchedHost::begin);
    world.simulation.run(WATCHED);

    requireHonesty(all, telling, world);
    for (int stratum = 1; stratum <= 4; stratum++) {
      double behind = (stratum - 1) * 1e-3;
      for (WatchedHost host : strata.get(stratum - 1)) {
        assertThat(host.clock().error()).as(host.story()).isCloseTo(-behind, within(100e-6));
        assertThat(host.bound().orElseThrow()).as(host.story()).isBetween(behind, behind + 1e-3);
      }
    }
  }
}
