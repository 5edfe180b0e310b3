// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.client.NtpClient;
import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpServer;
import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.testing.Behaviour;
import dev.meantime.testing.Fault;
import dev.meantime.testing.TestServer;
import dev.meantime.wire.MacField;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Symmetric keys between us and Debian's chronyd, in both directions, with every algorithm that we
/// have: chronyd has them all too.
class ChronydKeysTest {

  private static final List<SharedKey> KEYS =
      Arrays.stream(KeyAlgorithm.values())
          .filter(KeyAlgorithm::isSupported)
          .map(algorithm -> SharedKey.of(1000 + algorithm.code(), algorithm))
          .toList();

  private static final String HOST = "127.0.0.1";
  private static final Duration TO_END = Duration.ofSeconds(40);

  /// Long enough that an answer, had it counted, would have ended the wait.
  private static final int REFUSED_SECONDS = 4;

  private static final int ACCEPTED_SECONDS = 30;

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @Test
  void chronydAcceptsWhatWeSeal() throws Exception {
    TestServer server = server(Behaviour.truthful(), KEYS);
    Path keys = keyFile("chrony.keys", KEYS);
    List<Program> clients = new ArrayList<>();
    for (SharedKey key : KEYS) {
      clients.add(chronydClient(server, keys, key, ACCEPTED_SECONDS));
    }
    for (Program client : clients) {
      Program.Finished finished = client.awaitEnd(TO_END);
      assertThat(finished.status()).as(finished.output()).isZero();
    }
    assertThat(server.rejected()).isZero();
    assertThat(server.replies()).isGreaterThanOrEqualTo(KEYS.size());
  }

  @Test
  void chronydGetsNothingFromUsWithAWrongSecret() throws Exception {
    List<SharedKey> wrong = KEYS.stream().map(SharedKey::withWrongSecret).toList();
    Path keys = keyFile("wrong.keys", wrong);
    List<TestServer> servers = new ArrayList<>();
    List<Program> clients = new ArrayList<>();
    for (SharedKey key : KEYS) {
      TestServer server = server(Behaviour.truthful(), List.of(key));
      servers.add(server);
      clients.add(chronydClient(server, keys, key, REFUSED_SECONDS));
    }
    for (int i = 0; i < KEYS.size(); i++) {
      Program.Finished finished = clients.get(i).awaitEnd(TO_END);
      assertThat(finished.status()).as(finished.output()).isEqualTo(1);
      TestServer server = servers.get(i);
      assertThat(server.requests()).as("requests with " + KEYS.get(i)).isPositive();
      assertThat(server.rejected()).isEqualTo(server.requests());
      assertThat(server.replies()).isZero();
    }
  }

  @Test
  void chronydRejectsAnswersThatAreNotSealedWithItsKey() throws Exception {
    Path keys = keyFile("chrony.keys", KEYS);
    List<TestServer> servers = new ArrayList<>();
    List<Program> clients = new ArrayList<>();
    for (SharedKey key : KEYS) {
      TestServer server =
          server(
              Behaviour.truthful().with(new Fault.OtherKey(key.withWrongSecret().ours())),
              List.of(key));
      servers.add(server);
      clients.add(chronydClient(server, keys, key, REFUSED_SECONDS));
    }
    SharedKey key = KEYS.getFirst();
    for (Fault fault :
        List.of(
            new Fault.NoMac(), new Fault.CryptoNak(), new Fault.OtherKey(key.withId(1).ours()))) {
      TestServer server = server(Behaviour.truthful().with(fault), List.of(key));
      servers.add(server);
      clients.add(chronydClient(server, keys, key, REFUSED_SECONDS));
    }
    for (int i = 0; i < servers.size(); i++) {
      Program.Finished finished = clients.get(i).awaitEnd(TO_END);
      assertThat(finished.status()).as(finished.output()).isEqualTo(1);
      // It asked rightly and was answered: it is chronyd that says no.
      assertThat(servers.get(i).rejected()).isZero();
      assertThat(servers.get(i).replies()).isPositive();
    }
  }

  @Test
  void weAcceptWhatChronydSeals() throws Exception {
    int port = chronydServer();
    try (NtpClient client = NtpClient.open()) {
      for (NtpResult result : client.queryAll(servers(port, KEYS), Duration.ofSeconds(10))) {
        assertThat(result).isInstanceOf(NtpResult.Success.class);
        NtpMeasurement measurement = ((NtpResult.Success) result).measurement();
        assertThat(measurement.packet().mac()).isInstanceOf(MacField.Mac.class);
        assertThat(measurement.packet().stratum()).isEqualTo(2);
      }
    }
  }

  @Test
  void chronydIsSilentWhenWeHaveTheWrongKey() throws Exception {
    int port = chronydServer();
    List<SharedKey> wrong = new ArrayList<>();
    for (SharedKey key : KEYS) {
      wrong.add(key.withWrongSecret());
      wrong.add(key.withId(key.id() + 1000));
    }
    wrong.add(KEYS.getFirst().withId(KEYS.getLast().id()));
    try (NtpClient client = NtpClient.open()) {
      // Among them one with the right key: the others went to a server that does answer.
      List<NtpServer> asked = new ArrayList<>(servers(port, wrong));
      asked.addAll(servers(port, KEYS.subList(0, 1)));
      List<NtpResult> results = client.queryAll(asked, Duration.ofSeconds(3));
      assertThat(results.removeLast()).isInstanceOf(NtpResult.Success.class);
      for (NtpResult result : results) {
        assertThat(result).isInstanceOf(NtpResult.Failure.class);
        assertThat(((NtpResult.Failure) result).cause())
            .isInstanceOf(NtpResult.Cause.Timeout.class);
      }
    }
  }

  @Test
  void queryAuthenticatesWithAKeyFromAFile() throws Exception {
    String server = HOST + ":" + chronydServer();
    List<SharedKey> wrong = KEYS.stream().map(SharedKey::withWrongSecret).toList();
    String right = keyFile("right.keys", KEYS).toString();
    String other = keyFile("wrong.keys", wrong).toString();
    for (SharedKey key : KEYS) {
      if (List.of(KeyAlgorithm.MD5, KeyAlgorithm.SHA1, KeyAlgorithm.AES128)
          .contains(key.algorithm())) {
        String id = Long.toString(key.id());
        Program.Finished accepted = query(server, "-a", id, "-k", right);
        assertThat(accepted.status()).as(accepted.output()).isZero();
        Program.Finished refused = query(server, "-t", "1", "-a", id, "-k", other);
        assertThat(refused.status()).as(refused.output()).isEqualTo(3);
      }
    }
    Program.Finished unknown = query(server, "-a", "7", "-k", right);
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.output()).contains("no usable key 7");
  }

  private Program.Finished query(String server, String... options) {
    List<String> arguments = new ArrayList<>(List.of("query", "-n", "1", server));
    arguments.addAll(List.of(options));
    return Peers.meantimeToEnd(directory, arguments.toArray(String[]::new));
  }

  private int chronydServer() {
    int port = Peers.freePort(HOST);
    keep(Peers.chronydServer(directory, HOST, port, "keyfile " + keyFile("server.keys", KEYS)));
    return port;
  }

  private static List<NtpServer> servers(int port, List<SharedKey> keys) {
    List<NtpServer> servers = new ArrayList<>();
    for (SharedKey key : keys) {
      servers.add(
          NtpServer.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .withKey(key.ours()));
    }
    return servers;
  }

  private Program chronydClient(TestServer server, Path keys, SharedKey key, int seconds) {
    return keep(
        Peers.chronydClient(
            directory,
            seconds,
            "server %s port %d iburst maxsamples 1 key %d".formatted(HOST, server.port(), key.id()),
            "keyfile " + keys));
  }

  private TestServer server(Behaviour behaviour, List<SharedKey> keys) throws Exception {
    return keep(
        TestServer.start(
            TestServer.Setup.standard()
                .withKeys(keys.stream().map(SharedKey::ours).toArray(SymmetricKey[]::new))
                .withBehaviour(behaviour)));
  }

  private Path keyFile(String name, List<SharedKey> keys) {
    return Peers.write(
        directory.resolve(name), keys.stream().map(SharedKey::chronyLine).toArray(String[]::new));
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
