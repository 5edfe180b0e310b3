// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.SourceFilter;
import dev.meantime.simulator.Impairment.Cut;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A network that is there for ten minutes of each hour. In the fifty others a random walk of 1e-9
/// carries the clock off by 95 µs, and what a frequency from such glimpses is wrong by adds as
/// much.
class IntermittentNetworkSimTest {

  private static final double FEW_WALKS = 8 * 95e-6;

  private static final String[] TWO_SERVERS = World.servers(2, "iburst maxpoll 6");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsTheTimeOverSilentGaps(long seed) {
    Link link = Link.of(100e-6, 100e-6);
    for (int hour = 0; hour < 24; hour++) {
      long from = World.START + (hour * 3600L + 600) * 1_000_000_000L;
      link = link.with(new Cut(from, from + 3000 * 1_000_000_000L));
    }
    World world = new World(seed, World.START, link).servers(2).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, TWO_SERVERS);

    requireGoodDay(host);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsTheTimeWhenThereIsNoRoute(long seed) {
    World world = new World(seed).servers(2).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, TWO_SERVERS);
    for (int hour = 0; hour < 24; hour++) {
      HostNetwork network = host.platform().hostNetwork();
      world.simulation.after(hour * 3600 + 600, () -> network.connected(false));
      world.simulation.after((hour + 1) * 3600, () -> network.connected(true));
    }

    requireGoodDay(host);
  }

  private static void requireGoodDay(WatchedHost host) {
    host.run(6 * 3600);
    assertThat(host.outside()).as(host.story()).isZero();

    host.watch(18 * 3600);

    assertThat(host.claims()).as("always synchronised").isEqualTo(18 * 3600);
    assertThat(host.largestError()).as(host.story()).isLessThan(FEW_WALKS);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
  }

  /// As a script does it when the dial-up line goes down.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void asksNobodyWhileOfflineAndComesBackWithoutAStep(long seed, @TempDir Path directory) {
    World world = new World(seed).servers(2).clockWrongBy(0, 20e-6);
    Path socket = directory.resolve("socket");
    WatchedHost host =
        WatchedHost.start(world, TWO_SERVERS[0], TWO_SERVERS[1], "bindcmdaddress " + socket);
    Commands commands = new Commands(host.platform(), socket);
    host.run(4 * 3600);
    double before = host.bound().orElseThrow();

    commands.perform(new ControlRequest.SetOffline(SourceFilter.ALL));
    long asked = world.servers.getFirst().requests();
    host.watch(6 * 3600);

    assertThat(world.servers.getFirst().requests()).isEqualTo(asked);
    assertThat(host.claims()).as("still synchronised").isEqualTo(6 * 3600);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.bound().orElseThrow() - before).as("1 ppm").isGreaterThan(6 * 3600 * 0.9e-6);

    commands.perform(new ControlRequest.SetOnline(SourceFilter.ALL));
    host.run(1800).watch(1800);
    assertThat(world.servers.getFirst().requests()).isGreaterThan(asked);
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
    assertThat(host.bound().orElseThrow()).isLessThan(2 * before);
    assertThat(host.outside()).as(host.story()).isZero();
    assertThat(host.clock().steps()).isEmpty();
  }
}
