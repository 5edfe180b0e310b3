// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.ClientAccessPage;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.ServerStatsReport;
import dev.meantime.daemon.SourceSnapshot;
import dev.meantime.engine.association.AssociationState;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A greedy client and a polite one that a server cannot tell apart: both are behind one address.
// Each test builds its world first.
@SuppressWarnings("NullAway.Init")
class RateLimitSimTest {

  private static final String SERVER = "198.51.100.1";
  private static final InetAddress ROUTER = InetAddress.ofLiteral("10.0.0.254");
  private static final InetAddress OUTSIDE = InetAddress.ofLiteral("203.0.113.1");
  private static final int NTP_PORT = 123;
  private static final int HOURS = 4;

  @TempDir private Path directory;
  private final World world = new World(1).servers(1);
  private WatchedHost server;
  private WatchedHost polite;

  @BeforeEach
  void connect() {
    new Nat(world.network, ROUTER, OUTSIDE, new InetSocketAddress(SERVER, NTP_PORT));
  }

  private Path socket() {
    return directory.resolve("socket");
  }

  private void start(String limit) {
    server =
        WatchedHost.start(
            world,
            world.clockWrongBy(0, 10e-6).host(SERVER),
            "server 192.0.2.1 iburst",
            "allow 203.0.113.0/24",
            limit,
            "bindcmdaddress " + socket());
    polite = client("10.0.0.1", "iburst minpoll 4 maxpoll 6");
  }

  private WatchedHost client(String address, String options) {
    return WatchedHost.start(
        world,
        world.clockWrongBy(0, -20e-6).host(address),
        "server " + ROUTER.getHostAddress() + " " + options);
  }

  private void run() {
    world.simulation.run(3600);
    polite.begin();
    world.simulation.run((HOURS - 1) * 3600);
  }

  private static AssociationState association(WatchedHost client) {
    SourceSnapshot source = client.daemon().sources().getFirst();
    return source.association();
  }

  private ServerStatsReport stats() {
    return (ServerStatsReport)
        new Commands(server.platform(), socket())
            .ask(new ControlRequest.GetServerStats(false))
            .body();
  }

  /// Four requests a second, whatever becomes of them.
  private final class Flood implements SimulatedNetwork.Node {

    private final InetSocketAddress own =
        new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 40_000);
    private long sent;
    private long answered;

    Flood() {
      world.network.attach(own.getAddress(), this);
      world.simulation.every(0.25, this::ask);
    }

    private void ask() {
      NtpPacket request =
          NtpPacket.clientRequest(
              4, 6, NtpTimestamp.ZERO, NtpTimestamp.ZERO, new NtpTimestamp(++sent), List.of());
      world.network.send(own, new InetSocketAddress(ROUTER, NTP_PORT), PacketCodec.encode(request));
    }

    @Override
    public boolean receive(InetSocketAddress from, InetSocketAddress to, byte[] data) {
      answered++;
      return true;
    }
  }

  /// Of what is over the limit, 2^−leak is answered all the same.
  @ParameterizedTest
  @CsvSource({"1, 0.5", "2, 0.25", "3, 0.125"})
  void whoFloodsCannotShutOutHisNeighbour(int leak, double share) {
    start("ratelimit interval 6 burst 4 leak " + leak);
    Flood flood = new Flood();
    run();

    assertThat((double) flood.answered / flood.sent)
        .as(world.story())
        .isBetween(share - 0.01, share + 0.02);
    AssociationState asked = association(polite);
    assertThat((double) asked.good() / asked.sent())
        .as("%s %s", asked, polite.story())
        .isBetween(share - 0.1, share + 0.1);
    assertThat(polite.claims()).as("never lost").isEqualTo((HOURS - 1) * 3600);
    assertThat(polite.outside()).as(polite.story()).isZero();
    assertThat(polite.rmsError()).as(polite.story()).isLessThan(150e-6);

    ServerStatsReport stats = stats();
    long sent = flood.sent + asked.sent();
    assertThat(stats.ntp().hits()).as("one may be under way").isBetween(sent - 1, sent);
    long answered = flood.answered + asked.valid();
    assertThat(stats.ntp().hits() - stats.ntp().drops()).isBetween(answered, answered + 1);
    ClientAccessPage page =
        (ClientAccessPage)
            new Commands(server.platform(), socket())
                .ask(new ControlRequest.GetClientAccesses(0, 8, 0, false))
                .body();
    assertThat(page.clients()).as("one address").hasSize(1);
    assertThat(page.clients().getFirst().ntp().interval()).as("log2 s").isEqualTo(-2);
  }

  @Test
  void withoutALimitTheFloodIsAnswered() {
    start("port 123");
    Flood flood = new Flood();
    run();
    assertThat(flood.answered).isBetween(flood.sent - 2, flood.sent);
    assertThat(stats().ntp().drops()).isZero();
  }

  @Test
  void aClientThatIsOnlyNotAnsweredGoesOnAsking() {
    start("ratelimit interval 3 burst 8");
    WatchedHost greedy = client("10.0.0.2", "minpoll 0 maxpoll 0");
    run();
    assertThat(association(greedy).sent())
        .as(world.story())
        .isGreaterThan((long) (HOURS * 3600 * 0.98));
  }

  /// Each kiss puts the next request off by four polls: a client of once a second comes down to
  /// half, and its neighbour has more of the answers.
  @ParameterizedTest
  @CsvSource({"1, 0.55", "2, 0.7"})
  void ourOwnClientAsksLessWhenItIsTold(int kod, double most) {
    start("ratelimit interval 3 burst 8 kod " + kod);
    WatchedHost greedy = client("10.0.0.2", "minpoll 0 maxpoll 0");
    run();
    AssociationState told = association(greedy);
    assertThat(told.sent()).as(world.story()).isLessThan((long) (HOURS * 3600 * most));
    assertThat(world.log()).anyMatch(line -> line.contains("Received KoD RATE"));
    AssociationState asked = association(polite);
    assertThat((double) asked.good() / asked.sent()).as(polite.story()).isGreaterThan(0.3);
    assertThat(polite.claims()).isEqualTo((HOURS - 1) * 3600);
    assertThat(polite.outside()).isZero();
    assertThat(polite.rmsError()).as(polite.story()).isLessThan(100e-6);
  }
}
