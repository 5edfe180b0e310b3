// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.wire.LeapIndicator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Three servers that smear an inserted leap second from noon to noon, and who asks them.
class SmearFollowersSimTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MIDNIGHT =
      Instant.parse("2026-07-01T00:00:00Z").getEpochSecond() * SECOND;
  private static final int HOUR = 3600;
  private static final String OPTIONS = " iburst minpoll 4 maxpoll 6";
  private static final int SMEARING = 3;

  private final World world = new World(4, MIDNIGHT - 14 * HOUR * SECOND).servers(3);
  private final List<Telling> smearing = new ArrayList<>();

  private static Stream<String> asking(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> "server " + prefix + n + OPTIONS);
  }

  private void startServers(String shape) {
    world.simulation.leapSecond(MIDNIGHT, LeapIndicator.INSERT);
    for (int number = 1; number <= SMEARING; number++) {
      SimulatedPlatform host =
          world.clockWrongBy(0, (number - 2) * 10e-6).host("198.51.100." + number);
      String[] lines =
          Stream.concat(
                  asking("192.0.2.", 3),
                  Stream.of("leapsecmode slew", "leapsmear " + shape, "allow"))
              .toArray(String[]::new);
      smearing.add(Telling.of(WatchedHost.start(world, host, lines)));
    }
  }

  private WatchedHost client(int number, Stream<String> lines) {
    return WatchedHost.start(
        world,
        world.clockWrongBy(0, -20e-6).host("198.51.100." + number),
        lines.toArray(String[]::new));
  }

  /// By how much more than true time, which has no leap seconds, it shows.
  private double shown(WatchedHost client) {
    long wall = client.platform().wallClock().nowNanos();
    return (wall - world.simulation.trueNanos()) * 1e-9;
  }

  private double smeared() {
    double share = (world.simulation.trueNanos() - MIDNIGHT + 12 * HOUR * SECOND) / 86_401e9;
    return -Math.clamp(share, 0.0, 1.0);
  }

  private static SourceVerdict verdict(WatchedHost client, String address) {
    return client.daemon().sources().stream()
        .filter(source -> source.name().equals(address))
        .findFirst()
        .flatMap(source -> source.verdict())
        .orElseThrow();
  }

  /// The minutes, by true time, in which a source was told to be a falseticker.
  private List<String> falsetickers() {
    return world.log().stream()
        .filter(line -> line.contains("Detected falseticker"))
        .map(line -> line.substring(0, "2026-06-30T12:0".length()))
        .distinct()
        .toList();
  }

  /// A linear smear begins and ends with a bend of 11.6 ppm, which nobody can know before the next
  /// polls: for some minutes those of different age disagree. Half a cosine has none.
  @ParameterizedTest
  @CsvSource({"linear, 2e-3", "cosine, 300e-6"})
  void clientsFollowTheSmearAndComeOutRight(String shape, double most) {
    startServers(shape);
    WatchedHost client = client(11, asking("198.51.100.", SMEARING));
    world.simulation.run(HOUR);
    double farthest = 0;
    for (int i = 0; i < 26 * HOUR / 20; i++) {
      world.simulation.run(20);
      double served = smearing.getFirst().error() + utcAhead();
      farthest = Math.max(farthest, Math.abs(shown(client) - served));
    }
    assertThat(farthest).as(client.story()).isLessThan(most);
    assertThat(client.clock().steps()).isEmpty();
    assertThat(falsetickers())
        .as(client.story())
        .isSubsetOf(
            shape.equals("linear") ? List.of("2026-06-30T12:0", "2026-07-01T12:0") : List.of());
    assertThat(world.log())
        .filteredOn(line -> line.contains("set to insert leap second"))
        .as("the three servers hear of it, their client does not; " + client.story())
        .hasSize(SMEARING);
    assertThat(Math.abs(client.clock().error())).as(client.story()).isLessThan(most);
    world.simulation.run(HOUR);
    assertThat(Math.abs(client.clock().error())).as(client.story()).isLessThan(100e-6);
    assertThat(client.state().stratum()).isEqualTo(3);
  }

  /// By how much UTC is ahead of true time: 0, then −1.
  private double utcAhead() {
    return (world.simulation.utcNanos() - world.simulation.trueNanos()) * 1e-9;
  }

  @Test
  void whoAsksOneThatSmearsAmongOthersFindsAFalseticker() {
    startServers("linear");
    WatchedHost client =
        client(
            11,
            Stream.concat(
                asking("198.51.100.", 1),
                Stream.concat(asking("192.0.2.", 2), Stream.of("leapsecmode slew"))));
    world.simulation.run(2 * HOUR - 60);
    assertThat(verdict(client, "198.51.100.1").status().isTruechimer()).isTrue();
    for (int i = 0; i < 47; i++) {
      world.simulation.run(i == 0 ? HOUR : HOUR / 2.0);
      assertThat(verdict(client, "198.51.100.1").status())
          .as("%s h; %s", world.simulation.elapsed() / HOUR, client.story())
          .isEqualTo(SourceStatus.FALSETICKER);
    }
    assertThat(world.log())
        .filteredOn(line -> line.contains("Detected falseticker 198.51.100.1"))
        .hasSize(1);
    assertThat(Math.abs(client.clock().error())).as(client.story()).isLessThan(100e-6);
    world.simulation.run(2 * HOUR);
    assertThat(verdict(client, "198.51.100.1").status().isTruechimer()).as(client.story()).isTrue();
  }

  @Test
  void whoAsksOneThatSmearsAndOneThatDoesNotBelievesNeither() {
    startServers("linear");
    WatchedHost client = client(11, Stream.concat(asking("198.51.100.", 1), asking("192.0.2.", 1)));
    world.simulation.run(3 * HOUR);
    assertThat(client.isSynchronised()).as(client.story()).isFalse();
    assertThat(client.daemon().whyLost()).contains(new WhyLost.NoMajority(1, 2, false));
    assertThat(world.log())
        .filteredOn(
            line -> line.endsWith("Can't synchronise: no majority (no agreement among 2 sources)"))
        .hasSize(1);
    assertThat(smeared()).isBetween(-0.05, -0.04);
    world.simulation.run(24 * HOUR);
    assertThat(client.isSynchronised()).as("after it; " + client.story()).isTrue();
    assertThat(Math.abs(client.clock().error())).as(client.story()).isLessThan(1e-3);
  }
}
