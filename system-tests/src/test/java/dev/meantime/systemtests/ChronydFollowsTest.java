// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Debian's chronyd as the client of a server, in every way that it can ask, all at once at
/// addresses of their own.
class ChronydFollowsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int ENOUGH = 20;

  private static final List<SharedKey> KEYS =
      List.of(
          SharedKey.of(1, KeyAlgorithm.MD5),
          SharedKey.of(2, KeyAlgorithm.SHA1),
          SharedKey.of(3, KeyAlgorithm.SHA512),
          SharedKey.of(4, KeyAlgorithm.AES128),
          SharedKey.of(5, KeyAlgorithm.AES256));

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void chronydFollowsInEveryMode(Kind kind) {
    Path keys =
        Peers.write(
            directory.resolve("keys"),
            KEYS.stream().map(SharedKey::chronyLine).toArray(String[]::new));
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("127.0.13.1", "");
    sources.put("127.0.13.2", "xleave");
    sources.put("127.0.13.3", "extfield F323");
    sources.put("127.0.13.4", "xleave extfield F323");
    sources.put("127.0.13.5", "version 3");
    sources.put("127.0.13.6", "version 1");
    sources.put("::1", "xleave");
    for (SharedKey key : KEYS) {
      sources.put("127.0.13.1" + key.id(), "key " + key.id());
      sources.put("127.0.13.2" + key.id(), "xleave key " + key.id());
    }
    try (ServerUnderTest server = ServerUnderTest.serving(kind, directory, "keyfile " + keys)) {
      List<String> directives = new ArrayList<>(List.of("keyfile " + keys));
      sources.forEach((address, options) ->
          directives.add(
              "server %s port %d minpoll -3 maxpoll -3 %s %s"
                  .formatted(address, server.port(), ServerUnderTest.ANY_DELAY, options)));
      try (ServerUnderTest client =
          ServerUnderTest.start(Kind.CHRONYD, directory, 0, directives.toArray(String[]::new))) {
        sources.forEach((address, options) -> assertFollows(client, address, options));
        client
            .program()
            .awaitUntil(
                "a choice",
                LIMIT,
                () -> client.chronyc("-c", "tracking").output().endsWith("Normal"));
      }
      assertThat(server.statistics().authenticated()).isGreaterThan((long) ENOUGH * KEYS.size());
      assertThat(server.statistics().interleaved()).isGreaterThan(ENOUGH);
    }
  }

  private static void assertFollows(ServerUnderTest client, String address, String options) {
    client
        .program()
        .awaitUntil(
            "samples of " + address,
            LIMIT,
            () -> NtpData.of(client, address).stream().anyMatch(data -> data.good() >= ENOUGH));
    String what = address + " " + options;
    NtpData data = NtpData.of(client, address).orElseThrow();
    assertThat(data.isTrue()).as("offset of %s: %s", what, data).isTrue();
    assertThat(data.tests()).as("tests of %s", what).matches("1{10}");
    assertThat(data.authenticated()).as("MAC of %s", what).isEqualTo(options.contains("key"));
    assertThat(data.interleaved())
        .as("interleaving of %s", what)
        .isEqualTo(options.contains("xleave"));
    assertThat(data.stratum()).as("stratum of %s", what).isEqualTo(ServerUnderTest.STRATUM);
  }
}
