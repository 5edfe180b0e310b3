// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we answer to a request, field by field beside chronyd with the same configuration.
class ServingTest {

  private static final long SEED = 20_261_126;
  private static final int RANDOM_DATAGRAMS = 6000;
  private static final String CLIENT = "127.0.0.1";

  private static final List<SharedKey> KEYS =
      Arrays.stream(KeyAlgorithm.values())
          .filter(KeyAlgorithm::isSupported)
          .map(algorithm -> SharedKey.of(1000 + algorithm.code(), algorithm))
          .toList();

  private static final AnswerText TEXT = new AnswerText(KEYS);

  @TempDir Path directory;

  private final List<ServerUnderTest> servers = new ArrayList<>();

  @BeforeEach
  void startBoth() {
    Path keys =
        Peers.write(
            directory.resolve("keys"),
            KEYS.stream().map(SharedKey::chronyLine).toArray(String[]::new));
    for (Kind kind : Kind.values()) {
      // chronyd has no answer for ntpq.
      String[] more =
          switch (kind) {
            case CHRONYD -> new String[] {"keyfile " + keys};
            case MEANTIME -> new String[] {"keyfile " + keys, "ntpq off"};
          };
      servers.add(ServerUnderTest.serving(kind, directory, more));
    }
  }

  @AfterEach
  void end() {
    servers.forEach(ServerUnderTest::close);
  }

  @Test
  void headersAreAnsweredAsByChronyd() {
    assertSameAnswers(RequestCatalogue.headers(SEED), 300);
  }

  @Test
  void lengthsAreAnsweredAsByChronyd() {
    assertSameAnswers(RequestCatalogue.lengths(SEED), 1);
  }

  @Test
  void extensionFieldsAreAnsweredAsByChronyd() {
    assertSameAnswers(RequestCatalogue.fields(SEED, KEYS.getFirst()), 100);
  }

  /// Newer chronyds answer it as we do: over the network itself nothing is corrected.
  @Test
  void aNetworkCorrectionIsAnsweredByNone() {
    ServerUnderTest ours = servers.get(1);
    byte[] request =
        Requests.join(Requests.client(4, SEED), Requests.field(Requests.FIELD_010A, 28));
    try (RawClient client = RawClient.of(CLIENT, ours.at(CLIENT))) {
      byte[] answer = client.ask(request);
      assertThat(Arrays.copyOfRange(answer, Requests.HEADER, answer.length))
          .isEqualTo(Requests.field(Requests.FIELD_010A, 28));
    }
  }

  @Test
  void macsAreAnsweredAsByChronyd() {
    assertSameAnswers(RequestCatalogue.macs(SEED, KEYS), 80);
  }

  @Test
  void randomDatagramsAreAnsweredAsByChronyd() {
    HostileDatagrams hostile = new HostileDatagrams(SEED, KEYS);
    Map<String, byte[]> datagrams = new LinkedHashMap<>();
    for (int i = 0; i < RANDOM_DATAGRAMS; i++) {
      datagrams.put("seed " + SEED + " datagram " + i, hostile.next());
    }
    assertSameAnswers(datagrams, RANDOM_DATAGRAMS / 20);
  }

  @Test
  void requestsFromOnePortAreAnsweredOneByOne() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[][] requests = new byte[100][];
    Arrays.setAll(requests, _ -> Requests.client(4, random.nextLong()));
    for (ServerUnderTest server : servers) {
      try (RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
        assertThat(client.answers(requests))
            .as("%s, seed %d", server.kind(), SEED)
            .extracting(answer -> Requests.timestamp(answer, Requests.ORIGIN))
            .containsExactly(
                Arrays.stream(requests)
                    .map(request -> Requests.timestamp(request, Requests.TRANSMIT))
                    .toArray(Long[]::new));
      }
    }
  }

  /// @param fewest how many must be answered at least, lest both be silent to everything
  private void assertSameAnswers(Map<String, byte[]> datagrams, int fewest) {
    Map<String, String> theirs = texts(servers.get(0), datagrams);
    assertThat(theirs.values().stream().filter(Predicate.isEqual("silence").negate()))
        .hasSizeGreaterThan(fewest);
    assertThat(theirs.values()).noneMatch(text -> text.startsWith("longer"));
    Map<String, String> ours = texts(servers.get(1), datagrams);
    List<String> differences = new ArrayList<>();
    theirs.forEach((name, text) -> {
      if (!text.equals(ours.get(name))) {
        differences.add(
            "%s: %s%n  chronyd %s%n  ours    %s"
                .formatted(name, hex(datagrams.get(name)), text, ours.get(name)));
      }
    });
    assertThat(differences).isEmpty();
  }

  private static String hex(byte @Nullable [] datagram) {
    return datagram == null ? "" : HexFormat.of().formatHex(datagram);
  }

  private static Map<String, String> texts(ServerUnderTest server, Map<String, byte[]> datagrams) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      datagrams.forEach(
          (name, datagram) -> texts.put(name, TEXT.of(datagram, client.answers(datagram))));
    }
    return texts;
  }
}
