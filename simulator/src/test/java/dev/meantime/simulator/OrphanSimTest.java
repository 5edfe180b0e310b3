// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.SourceSnapshot;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.respond.ServedHeader;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Three hosts that ask each other, and one of which can ask a server of the outside world: an
/// island as long as that is silent.
class OrphanSimTest {

  private static final int LOCAL = 0x7f7f0101;
  private static final int HOSTS = 3;
  private static final String LOCAL_LINE = "local stratum 10 orphan waitunsynced 60";
  private static final String OUTSIDE = "server 192.0.2.1 iburst maxpoll 6";

  private final World world = new World(11).servers(1);
  private final List<SimulatedPlatform> hosts = new ArrayList<>();
  private final List<Daemon> daemons = new ArrayList<>();

  private static String address(int index) {
    return "198.51.100." + (index + 1);
  }

  private void start(String local, double... errors) {
    for (int i = 0; i < HOSTS; i++) {
      world.clockWrongBy(errors[i], (i - 1) * 15e-6);
      hosts.add(world.host(address(i)));
      List<String> lines = new ArrayList<>();
      for (int j = 0; j < HOSTS; j++) {
        if (j != i) {
          lines.add("server " + address(j) + " iburst minpoll 4 maxpoll 6");
        }
      }
      // The one with the highest address.
      if (i == HOSTS - 1) {
        lines.add(OUTSIDE);
      }
      lines.add("allow");
      lines.add(local);
      daemons.add(world.daemon(hosts.get(i), lines.toArray(String[]::new)));
      assertThat(daemons.get(i).start()).isTrue();
    }
  }

  private ServedHeader header(int index) {
    ServedHeader header = new ServedHeader();
    daemons
        .get(index)
        .servedClock()
        .orElseThrow()
        .describe(hosts.get(index).wallClock().nowNanos(), header);
    return header;
  }

  private ClockState state(int index) {
    return daemons.get(index).clockState().orElseThrow();
  }

  private SourceStatus statusOf(int who, int whom) {
    return daemons.get(who).sources().stream()
        .filter(
            source -> source.address().getAddress().equals(InetAddress.ofLiteral(address(whom))))
        .findFirst()
        .flatMap(SourceSnapshot::verdict)
        .map(SourceVerdict::status)
        .orElseThrow();
  }

  private double spread() {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (SimulatedPlatform host : hosts) {
      lowest = Math.min(lowest, host.clock().error());
      highest = Math.max(highest, host.clock().error());
    }
    return highest - lowest;
  }

  private static int idOf(int index) {
    return ReferenceId.ofAddress(InetAddress.ofLiteral(address(index))).bits();
  }

  @Test
  void islandElectsItsLowestAddressAndHoldsTogether() {
    world.servers.getFirst().answering(false);
    start(LOCAL_LINE, 0.2, -0.3, 0.1);
    world.simulation.run(3600);

    assertThat(header(0).stratum()).as(world.story()).isEqualTo(10);
    assertThat(header(0).referenceId()).isEqualTo(LOCAL);
    assertThat(state(0).isSynchronised()).as("it follows nobody").isFalse();
    assertThat(statusOf(0, 1)).isEqualTo(SourceStatus.ORPHAN);
    for (int i = 1; i < HOSTS; i++) {
      assertThat(header(i).stratum()).as(world.story()).isEqualTo(11);
      assertThat(header(i).referenceId()).isEqualTo(idOf(0));
      assertThat(header(i).leap()).isZero();
      assertThat(statusOf(i, 0)).isEqualTo(SourceStatus.SELECTED);
      assertThat(statusOf(i, 3 - i)).as(world.story()).isEqualTo(SourceStatus.ORPHAN);
    }
    double largest = 0;
    for (int i = 0; i < 200; i++) {
      world.simulation.run(60);
      largest = Math.max(largest, spread());
    }
    assertThat(largest).as("they agree; " + world.story()).isLessThan(500e-6);
    // The leader runs 15 ppm slow and nobody corrects it: 4 h later all are 0.2 s off UTC.
    assertThat(Math.abs(hosts.getFirst().clock().error() - 0.2)).isGreaterThan(0.1);
  }

  @Test
  void islandRejoinsTheWorldWithoutAJumpBack() {
    world.servers.getFirst().answering(false);
    // All are ahead of UTC.
    start(LOCAL_LINE, 0.5, 0.5, 0.5);
    world.simulation.run(3600);
    assertThat(header(1).stratum()).as(world.story()).isEqualTo(11);
    world.servers.getFirst().answering(true);
    long[] last = new long[HOSTS];
    for (int i = 0; i < HOSTS; i++) {
      last[i] = hosts.get(i).wallClock().nowNanos();
    }
    for (int k = 0; k < 40_000; k++) {
      world.simulation.run(0.25);
      for (int i = 0; i < HOSTS; i++) {
        long now = hosts.get(i).wallClock().nowNanos();
        assertThat(now - last[i])
            .as("wall clock of host " + i)
            .isBetween(220_000_000L, 280_000_000L);
        last[i] = now;
      }
    }
    for (int i = 0; i < HOSTS; i++) {
      assertThat(hosts.get(i).clock().steps()).isEmpty();
      assertThat(Math.abs(hosts.get(i).clock().error()))
          .as("host " + i + "; " + world.story())
          .isLessThan(2e-3);
    }
    assertThat(header(2).stratum()).isEqualTo(2);
    assertThat(header(0).stratum()).as(world.story()).isEqualTo(3);
    assertThat(header(1).stratum()).as(world.story()).isEqualTo(3);
    assertThat(header(0).referenceId()).isEqualTo(idOf(2));
  }

  @Test
  void islandElectsAnotherWhenItsLeaderIsGone() {
    world.servers.getFirst().answering(false);
    start(LOCAL_LINE + " distance 0.02", 0.1, 0.1, 0.1);
    world.simulation.run(3600);
    assertThat(header(2).referenceId()).isEqualTo(idOf(0));
    daemons.getFirst().stop();
    // The followers stay where they are until their error bound exceeds 20 ms; then the next leads.
    world.simulation.run(86_400);
    assertThat(header(1).stratum()).as(world.story()).isEqualTo(10);
    assertThat(header(1).referenceId()).isEqualTo(LOCAL);
    assertThat(header(2).stratum()).as(world.story()).isEqualTo(11);
    assertThat(header(2).referenceId()).isEqualTo(idOf(1));
    assertThat(spreadOf(1, 2)).as(world.story()).isLessThan(500e-6);
  }

  private double spreadOf(int one, int other) {
    return Math.abs(hosts.get(one).clock().error() - hosts.get(other).clock().error());
  }
}
