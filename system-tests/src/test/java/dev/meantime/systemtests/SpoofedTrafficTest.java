// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.systemtests.Spoofer.Datagram;
import dev.meantime.systemtests.TwoHosts.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Datagrams in other people's names, on a host of their own.
class SpoofedTrafficTest {

  private static final int PORT = 123;
  private static final String SERVER = "127.0.0.1";
  private static final String SECOND_SERVER = "127.0.0.2";
  private static final String CABLE = "192.0.2.1";
  private static final String STRANGER = "192.0.2.2";
  private static final SharedKey KEY = SharedKey.of(7, KeyAlgorithm.SHA1);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final int FLOOD = 60_000;
  private static final int FLOOD_PAUSE_MICROS = 800;

  /// How much more a flooded process may hold: what its garbage collector has not needed back yet.
  private static final long GROWTH_KIBIBYTES = 6 * 1024;

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();
  private TwoHosts hosts;
  private Spoofer spoofer;

  @BeforeEach
  void connectHosts() {
    hosts = keep(TwoHosts.create(directory));
    hosts.addAddress(Host.OURS, CABLE);
    hosts.addAddress(Host.PEERS, STRANGER);
    spoofer = keep(Spoofer.on(hosts, Host.OURS, directory, PORT));
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void twoServersNeverTalkToEachOther(Kind kind) {
    start(kind, SERVER);
    start(kind, SECOND_SERVER);
    List<Datagram> datagrams = everyKindOf(SECOND_SERVER, PORT);
    List<String> sent = spoofer.send(datagrams, SERVER, PORT);
    // Those in the second server's name, which they show as sent, and the first one's answers.
    List<String> answers =
        sent.stream().filter(line -> line.startsWith(SERVER + " " + PORT)).toList();
    assertThat(answers).hasSizeBetween(8, 100);
    assertThat(answers).allMatch(line -> line.contains(" " + SECOND_SERVER + " " + PORT + " "));
    assertThat(sent).hasSize(datagrams.size() + answers.size());
    assertThat(spoofer.send(List.of(), SECOND_SERVER, PORT)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aServerNeverTalksToItself(Kind kind) {
    start(kind, SERVER);
    List<Datagram> datagrams = everyKindOf(SERVER, PORT);
    List<String> sent = spoofer.send(datagrams, SERVER, PORT);
    assertThat(sent).hasSizeLessThan(datagrams.size() + 100);
    assertThat(spoofer.send(List.of(), SERVER, PORT)).isEmpty();
  }

  @Test
  void nothingIsSentToManyAtOnceNorToPort0() {
    start(Kind.MEANTIME, "0.0.0.0", "broadcast 3600 192.0.2.255");
    List<Datagram> datagrams = new ArrayList<>();
    for (String from : List.of("255.255.255.255", "224.0.0.1", "239.1.2.3", "240.0.0.1")) {
      datagrams.add(new Datagram(from, 4711, SERVER, PORT, Requests.client(4, 1)));
    }
    datagrams.add(new Datagram("127.0.0.9", 0, SERVER, PORT, Requests.client(4, 2)));
    assertThat(spoofer.send(datagrams, SERVER, PORT)).isEmpty();
    // Over the cable, where the system knows the network's own broadcast address.
    for (String from : List.of("192.0.2.255", "224.0.0.1", "127.0.0.1", CABLE)) {
      send(Host.PEERS, from, 4711, Requests.client(4, 3));
    }
    send(Host.PEERS, STRANGER, 0, Requests.client(4, 4));
    assertThat(spoofer.send(List.of(), SERVER, PORT)).isEmpty();
    send(Host.PEERS, STRANGER, 4711, Requests.client(4, 5));
    assertThat(spoofer.send(List.of(), SERVER, PORT)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void controlAndPrivateModesAreNotAnsweredToOtherHosts(Kind kind) {
    start(kind, "0.0.0.0");
    List<byte[]> requests = new ArrayList<>();
    for (int version = 0; version < 8; version++) {
      for (int operation = 0; operation < 32; operation++) {
        byte[] control = new byte[12];
        control[0] = (byte) (version << 3 | 6);
        control[1] = (byte) operation;
        requests.add(control);
        requests.add(Arrays.copyOf(control, Requests.HEADER));
      }
      for (int code : new int[] {0, 1, 2, 16, 20, 42, 44}) {
        byte[] list = new byte[192];
        list[0] = (byte) (version << 3 | 7);
        list[2] = 3;
        list[3] = (byte) code;
        requests.add(list);
        requests.add(Arrays.copyOf(list, Requests.HEADER));
        requests.add(Arrays.copyOf(list, 8));
      }
    }
    Path file = directory.resolve("requests");
    Peers.write(
        file,
        requests.stream()
            .map(request ->
                "%s 4711 %s %d %s"
                    .formatted(STRANGER, CABLE, PORT, HexFormat.of().formatHex(request)))
            .toArray(String[]::new));
    spoofer.run(Host.PEERS, "send", file.toString());
    assertThat(spoofer.send(List.of(), SERVER, PORT)).isEmpty();
    send(Host.PEERS, STRANGER, 4711, Requests.client(4, 3));
    assertThat(spoofer.send(List.of(), SERVER, PORT)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void memoryIsBoundedUnderAFloodOfStrangers(Kind kind) {
    hosts.routeEverybodyElse(Host.OURS);
    // An answer to anybody does not leave from 127.0.0.1.
    ServerUnderTest server = start(kind, CABLE, "clientloglimit 2000000");
    flood(1);
    long before = server.residentKibibytes();
    flood(2);
    flood(3);
    assertThat(server.residentKibibytes()).isLessThan(before + GROWTH_KIBIBYTES);
    ServerUnderTest.Statistics statistics = server.statistics();
    assertThat(statistics.received()).isGreaterThan(FLOOD);
    assertThat(statistics.forgotten()).isPositive();
    assertThat(statistics.held()).isBetween(1L, 2_000_000L / 16);
    assertThat(spoofer.send(List.of(), CABLE, PORT)).hasSizeGreaterThan(FLOOD);
  }

  /// To our host's address on the cable.
  private void send(Host where, String from, int port, byte[] octets) {
    String hex = HexFormat.of().formatHex(octets);
    spoofer.run(where, "send", from, "" + port, CABLE, "" + PORT, hex);
  }

  private void flood(int seed) {
    spoofer.run(
        Host.OURS, "flood", CABLE, "" + PORT, "" + FLOOD, "" + seed, "" + FLOOD_PAUSE_MICROS);
  }

  /// To the first server in somebody's name: every first octet, at several lengths.
  private static List<Datagram> everyKindOf(String from, int port) {
    List<Datagram> datagrams = new ArrayList<>();
    for (int first = 0; first < 256; first++) {
      byte[] header = Requests.with(Requests.header(0, 4, 3, first + 1), 0, first);
      for (byte[] octets :
          List.of(
              header,
              Arrays.copyOf(header, 12),
              Requests.join(header, new byte[4]),
              RequestCatalogue.sealed(KEY, header))) {
        datagrams.add(new Datagram(from, port, SERVER, PORT, octets));
      }
    }
    return datagrams;
  }

  private ServerUnderTest start(Kind kind, String address, String... more) {
    Path keys = Peers.write(directory.resolve("keys"), KEY.chronyLine());
    List<String> directives =
        new ArrayList<>(
            List.of("local stratum 8", "allow all", "bindaddress " + address, "keyfile " + keys));
    directives.addAll(List.of(more));
    ServerUnderTest server =
        keep(
            ServerUnderTest.startOn(
                hosts, Host.OURS, kind, directory, PORT, directives.toArray(String[]::new)));
    String asked = address.equals("0.0.0.0") ? SERVER : address;
    Program query =
        keep(hosts.start(Host.OURS, Peers.meantimeCommand("query", "-n", "1", "-t", "10", asked)));
    assertThat(query.awaitEnd(LIMIT).status()).isZero();
    assertThat(spoofer.send(List.of(), asked, PORT)).isNotEmpty();
    return server;
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
