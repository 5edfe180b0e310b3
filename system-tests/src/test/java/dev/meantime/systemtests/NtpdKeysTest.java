// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.OurServers.Answer;
import dev.meantime.systemtests.TwoHosts.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Symmetric keys between us and Debian's ntpd, which is NTPsec's, in both directions. It knows
/// AES-CMAC with keys of 128 bits only, and cuts long digests to 20 octets.
class NtpdKeysTest {

  private static final List<SharedKey> KEYS =
      List.of(
          SharedKey.of(1, KeyAlgorithm.MD5),
          SharedKey.of(2, KeyAlgorithm.SHA1),
          SharedKey.of(3, KeyAlgorithm.AES128),
          SharedKey.of(4, KeyAlgorithm.SHA256),
          SharedKey.of(65534, KeyAlgorithm.SHA512));

  private static final String PEER = "192.0.2.2";
  private static final String OUR_ADDRESSES = "192.0.2.1%02d";
  private static final int NO_ANSWER = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// In the status word of peerstats: configured, authentication asked for, authentic, reached.
  private static final int AUTHENTIC_AND_REACHED = 0xf000;

  private static final int SELECTION_SHIFT = 8;
  private static final int SELECTION_MASK = 7;
  private static final int SYSTEM_PEER = 6;

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();
  private TwoHosts hosts;

  @BeforeEach
  void connectHosts() {
    hosts = keep(TwoHosts.create(directory));
    hosts.addAddress(Host.PEERS, PEER);
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @Test
  void ntpdFollowsUsByTheRightKeyOnly() {
    Path theirs = keyFile("ntp.keys", KEYS);
    List<OurServers.Spec> trusted = new ArrayList<>();
    List<OurServers.Spec> mistrusted = new ArrayList<>();
    List<String> configuration = configuration(theirs);
    configuration.addAll(
        List.of(
            "statsdir " + directory + "/",
            "statistics peerstats",
            "filegen peerstats file peerstats type none enable"));
    for (SharedKey key : KEYS) {
      Path right = keyFile("right" + key.id(), List.of(key));
      Path wrong = keyFile("wrong" + key.id(), List.of(key.withWrongSecret()));
      trusted.add(server(configuration, key, right, Answer.TRUTHFUL));
      // We refuse its requests, then it refuses our answers.
      mistrusted.add(server(configuration, key, wrong, Answer.TRUTHFUL));
      mistrusted.add(server(configuration, key, right, Answer.FORGED_MAC));
    }
    Path right = keyFile("right", KEYS.subList(0, 1));
    mistrusted.add(server(configuration, KEYS.getFirst(), right, Answer.NO_MAC));
    mistrusted.add(server(configuration, KEYS.getFirst(), right, Answer.CRYPTO_NAK));

    List<OurServers.Spec> all = new ArrayList<>(trusted);
    all.addAll(mistrusted);
    Program servers = keep(hosts.start(Host.OURS, OurServers.command(all)));
    servers.awaitLine("ready", LIMIT);
    Program ntpd = ntpd(configuration);

    for (OurServers.Spec spec : trusted) {
      ntpd.awaitUntil(
          "an authentic answer from " + spec,
          LIMIT,
          () ->
              statuses(spec.address()).stream()
                  .anyMatch(status -> (status & AUTHENTIC_AND_REACHED) == AUTHENTIC_AND_REACHED));
    }
    ntpd.awaitUntil(
        "the choice of a server",
        LIMIT,
        () ->
            trusted.stream()
                .flatMap(spec -> statuses(spec.address()).stream())
                .anyMatch(status -> (status >> SELECTION_SHIFT & SELECTION_MASK) == SYSTEM_PEER));
    for (OurServers.Spec spec : mistrusted) {
      // It asks again: by then it has judged the answers to the requests before.
      String rejected = spec.answer() == Answer.TRUTHFUL ? "3" : "0";
      servers.awaitLine(spec.address() + " requests 3 rejected " + rejected, LIMIT);
      assertThat(statuses(spec.address())).as("samples from %s", spec).isEmpty();
    }
    assertThat(ntpd.isAlive()).as(ntpd.toString()).isTrue();
  }

  @Test
  void ntpdAnswersUsByTheRightKeyOnly() {
    Path right = ourKeyFile("right", KEYS);
    Path wrong = ourKeyFile("wrong", KEYS.stream().map(SharedKey::withWrongSecret).toList());
    Path unknown = ourKeyFile("unknown", KEYS.stream().map(NtpdKeysTest::otherId).toList());
    hosts.addAddress(Host.OURS, OUR_ADDRESSES.formatted(0));
    // Its own clock is as good as any: it serves without setting it.
    List<String> configuration = configuration(keyFile("ntp.keys", KEYS));
    configuration.add("tos orphan 5 orphanwait 1");
    // By default it falls silent after some twenty requests of one address.
    configuration.add("limit average 1000000 burst 1000000");
    Program ntpd = ntpd(configuration);
    ntpd.awaitUntil("an answer", LIMIT, () -> query("-t", "1").awaitEnd(LIMIT).status() == 0);

    Map<String, Program> accepted = new LinkedHashMap<>();
    Map<String, Program> refused = new LinkedHashMap<>();
    for (SharedKey key : KEYS) {
      accepted.put("right " + key, query("-t", "20", "-a", "" + key.id(), "-k", right.toString()));
      refused.put("wrong " + key, query("-t", "2", "-a", "" + key.id(), "-k", wrong.toString()));
      SharedKey other = otherId(key);
      refused.put(
          "unknown " + other, query("-t", "2", "-a", "" + other.id(), "-k", unknown.toString()));
    }
    accepted.forEach((key, query) -> assertStatus(0, key, query));
    refused.forEach((key, query) -> assertStatus(NO_ANSWER, key, query));
    assertThat(query("-t", "20").awaitEnd(LIMIT).status()).isZero();
  }

  private static void assertStatus(int status, String key, Program query) {
    Program.Finished finished = query.awaitEnd(LIMIT);
    assertThat(finished.status()).as("%s: %s", key, finished.output()).isEqualTo(status);
  }

  /// The same secret under a number that ntpd does not know.
  private static SharedKey otherId(SharedKey key) {
    return key.withId(key.id() / 2 + 1000);
  }

  /// Adds one of our servers, at the next address.
  private OurServers.Spec server(
      List<String> configuration, SharedKey key, Path keys, Answer answer) {
    String address = OUR_ADDRESSES.formatted(configuration.size());
    hosts.addAddress(Host.OURS, address);
    configuration.add("server " + address + " minpoll 0 maxpoll 0 key " + key.id());
    return new OurServers.Spec(address, keys, answer);
  }

  private static List<String> configuration(Path keys) {
    List<String> trusted = KEYS.stream().map(key -> Long.toString(key.id())).toList();
    return new ArrayList<>(
        List.of("disable ntp", "keys " + keys, "trustedkey " + String.join(" ", trusted)));
  }

  private Program ntpd(List<String> configuration) {
    Path file = Peers.write(directory.resolve("ntp.conf"), configuration.toArray(String[]::new));
    return keep(hosts.startHarmless(Host.PEERS, "ntpd", Peers.ntpd(file)));
  }

  private Program query(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("query", "-n", "1", "--ntp-version", "4", PEER));
    arguments.addAll(List.of(options));
    return keep(hosts.start(Host.OURS, Peers.meantimeCommand(arguments.toArray(String[]::new))));
  }

  /// The status words of the samples that ntpd took from this address.
  private List<Integer> statuses(String address) {
    Path file = directory.resolve("peerstats");
    try {
      List<Integer> statuses = new ArrayList<>();
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] words = line.split(" ", -1);
        if (words.length > 4 && words[2].equals(address)) {
          statuses.add(Integer.parseInt(words[3], 16));
        }
      }
      return statuses;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// In chrony's format, as ours are.
  private Path ourKeyFile(String name, List<SharedKey> keys) {
    return Peers.write(
        directory.resolve(name), keys.stream().map(SharedKey::chronyLine).toArray(String[]::new));
  }

  private Path keyFile(String name, List<SharedKey> keys) {
    return Peers.write(
        directory.resolve(name), keys.stream().map(SharedKey::ntpLine).toArray(String[]::new));
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
