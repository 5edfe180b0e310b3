// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.systemtests.TwoHosts.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `broadcastclient` on a network where somebody broadcasts: chronyd or we: ntpd, as Debian has it,
/// no longer can.
class BroadcastClientTest {

  private static final int PORT = 123;
  private static final String SERVER = "192.0.2.2";
  private static final String CLIENT = "192.0.2.1";
  private static final String EVERYBODY = "192.0.2.255";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Nothing tells a broadcast's way from its offset, and a busy machine lengthens it.
  private static final double OFFSET = 0.05;

  private static final SharedKey KEY = SharedKey.of(2, KeyAlgorithm.SHA1);

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();
  private TwoHosts hosts;

  @BeforeEach
  void connectHosts() {
    hosts = keep(TwoHosts.create(directory));
    hosts.addAddress(Host.OURS, CLIENT);
    hosts.addAddress(Host.PEERS, SERVER);
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aBroadcasterIsFollowed(Kind kind) {
    broadcaster(kind);
    assertFollowed(client("broadcastclient"), 5);
  }

  @Test
  void nobodyIsFollowedWithoutTheKeyThatIsAskedFor() {
    Spoofer watch = keep(Spoofer.on(hosts, Host.PEERS, directory, PORT));
    Path keys = Peers.write(directory.resolve("keys"), KEY.chronyLine());
    ServerUnderTest client = client("broadcastclient key 2", "keyfile " + keys);
    broadcaster(Kind.CHRONYD);
    watch.awaitLines(SERVER + " " + PORT + " " + EVERYBODY, 4);
    assertThat(client.chronyc("-c", "sources").output()).doesNotContain(SERVER);
    assertThat(client.chronyc("-c", "tracking").output()).endsWith("Not synchronised");
  }

  @Test
  void ourOwnBroadcasterHasTheKeyThatIsAskedFor() {
    String keys = "keyfile " + Peers.write(directory.resolve("keys"), KEY.chronyLine());
    broadcaster(Kind.MEANTIME, "broadcast 1 " + EVERYBODY + " key 2", keys);
    assertFollowed(client("broadcastclient key 2", keys), 5);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aMulticasterIsFollowed(Kind kind) {
    hosts.routeMulticasts(Host.OURS);
    hosts.routeMulticasts(Host.PEERS);
    broadcaster(kind, "broadcast 1 224.0.1.1");
    assertFollowed(client("multicastclient 224.0.1.1"), 5);
  }

  private void broadcaster(Kind kind) {
    broadcaster(kind, "broadcast 1 " + EVERYBODY);
  }

  private void broadcaster(Kind kind, String... directives) {
    List<String> lines = new ArrayList<>(List.of("local stratum 5", "allow 192.0.2.0/24"));
    lines.addAll(List.of(directives));
    keep(
        ServerUnderTest.startOn(
            hosts, Host.PEERS, kind, directory, PORT, lines.toArray(String[]::new)));
  }

  private ServerUnderTest client(String... directives) {
    return keep(
        ServerUnderTest.startOn(hosts, Host.OURS, Kind.MEANTIME, directory, PORT, directives));
  }

  private static void assertFollowed(ServerUnderTest client, int stratum) {
    client
        .program()
        .awaitUntil(
            "a source to follow",
            LIMIT,
            () -> client.chronyc("-c", "tracking").output().endsWith("Normal"));
    String[] tracking = client.chronyc("-c", "tracking").output().split(",", -1);
    assertThat(tracking[1]).isEqualTo(SERVER);
    assertThat(tracking[2]).isEqualTo(Integer.toString(stratum + 1));
    assertThat(Math.abs(Double.parseDouble(tracking[4]))).as("correction").isLessThan(OFFSET);
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
