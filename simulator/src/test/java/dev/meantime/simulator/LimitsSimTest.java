// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.ExitStatus;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceStatus;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an administrator forbids: changes beyond `maxchange`, and synchronisation to fewer than
/// `minsources`.
class LimitsSimTest {

  private static String[] with(String... lines) {
    String[] servers = World.servers(3, "iburst maxpoll 6");
    String[] all = Arrays.copyOf(servers, servers.length + lines.length);
    System.arraycopy(lines, 0, all, servers.length, lines.length);
    return all;
  }

  private static long count(WatchedHost host, String text) {
    return host.world().log().stream().filter(line -> line.contains(text)).count();
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, -5})
  void ignoresTwoChangesBeyondMaxchangeAndEndsAtTheThird(double lie) {
    World world = new World(1).servers(3).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, with("maxchange 0.2 1 2")).run(3600);
    world.servers.forEach(server -> server.lyingBy(lie));

    host.watch(3600);

    assertThat(host.daemon().isRunning()).as(host.story()).isFalse();
    assertThat(host.daemon().status()).isEqualTo(ExitStatus.FAILURE);
    assertThat(count(host, "exceeds the allowed maximum of 0.200 seconds (ignored)")).isEqualTo(2);
    assertThat(count(host, "exceeds the allowed maximum of 0.200 seconds (exiting)")).isEqualTo(1);
    assertThat(host.largestError()).as(host.story()).isLessThan(1e-3);
    assertThat(host.clock().read().frequency()).as("the slew is ended").isBetween(-21e-6, -19e-6);
  }

  @Test
  void neverEndsWhenItIsToIgnoreThemForever() {
    World world = new World(2).servers(3).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, with("maxchange 0.2 1 -1")).run(3600);
    world.servers.forEach(server -> server.lyingBy(5));

    host.watch(3 * 3600);

    assertThat(host.daemon().isRunning()).isTrue();
    assertThat(count(host, "(ignored)")).isGreaterThan(50);
    assertThat(host.clock().steps()).isEmpty();
    assertThat(host.largestError()).as(host.story()).isLessThan(2e-3);

    world.servers.forEach(server -> server.lyingBy(0));
    host.run(7200).watch(3600);
    assertThat(host.isSynchronised()).isTrue();
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
  }

  @Test
  void acceptsAnythingInTheFirstUpdates() {
    World world = new World(3).servers(3).clockWrongBy(-5, 20e-6);
    WatchedHost host = WatchedHost.start(world, with("maxchange 0.2 3 0", "makestep 1 1"));

    host.run(1800).watch(3600);

    assertThat(host.daemon().isRunning()).as(host.story()).isTrue();
    assertThat(host.clock().steps()).hasSize(1);
    assertThat(host.largestError()).as(host.story()).isLessThan(200e-6);
  }

  @Test
  void followsNobodyWhileFewerThanMinsourcesAgree() {
    World world = new World(4).servers(3).clockWrongBy(0.02, 20e-6);
    world.servers.get(2).answering(false);
    WatchedHost host = WatchedHost.start(world, with("minsources 3")).run(2 * 3600);

    assertThat(host.claims()).as(host.story()).isZero();
    assertThat(host.daemon().whyLost()).contains(new WhyLost.TooFew(2, 3));
    assertThat(host.verdict(1).status()).isEqualTo(SourceStatus.WAITS_FOR_SOURCES);
    assertThat(host.verdict(1).reason())
        .isEqualTo("minsources asks for 3 sources that agree, and there are 2");
    assertThat(count(host, "Can't synchronise: not enough selectable sources (2 of at least 3)"))
        .isEqualTo(1);
    assertThat(host.clock().read().frequency()).as("left alone").isZero();
    assertThat(host.clock().error()).isBetween(0.02 + 7200 * 19e-6, 0.02 + 7200 * 21e-6);

    world.servers.get(2).answering(true);
    host.run(7200).watch(3600);
    assertThat(host.isSynchronised()).as(host.story()).isTrue();
    assertThat(host.daemon().whyLost()).isEmpty();
    assertThat(host.largestError()).as(host.story()).isLessThan(300e-6);
  }

  /// The third disagrees: two are left that agree, which is a majority, but not three.
  @Test
  void stopsFollowingWhenOneOfMinsourcesBecomesAFalseticker() {
    World world = new World(5).servers(3).clockWrongBy(0, 20e-6);
    WatchedHost host = WatchedHost.start(world, with("minsources 3")).run(2 * 3600);
    assertThat(host.isSynchronised()).isTrue();
    world.servers.get(2).lyingBy(0.5);

    host.watch(3600);

    assertThat(host.daemon().whyLost()).contains(new WhyLost.TooFew(2, 3));
    assertThat(host.verdict(3).status()).isEqualTo(SourceStatus.FALSETICKER);
    assertThat(count(host, "Can't synchronise: not enough selectable sources (2 of at least 3)"))
        .isEqualTo(1);
    assertThat(host.largestError()).as(host.story()).isLessThan(1e-3);
    assertThat(host.outside()).as("the bound grows; " + host.story()).isZero();
    assertThat(host.bound().orElseThrow()).isGreaterThan(2e-3);
  }
}
