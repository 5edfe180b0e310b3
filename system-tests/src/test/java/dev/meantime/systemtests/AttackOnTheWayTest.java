// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who stands on the way and lacks the key changes nothing: replayed answers, kisses, crypto-NAKs
/// and shifted timestamps have no effect on a client that authenticates.
class AttackOnTheWayTest {

  private static final SharedKey KEY = SharedKey.of(5, KeyAlgorithm.AES128);
  private static final List<String> OPTIONS = List.of("", "xleave");
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /// Half of ten seconds is the least that a lie would bring in; what a busy machine adds is less.
  private static final double OFFSET = 0.1;

  private static final int BEFORE = 4;
  private static final int ENOUGH = 24;

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anAttackerWithoutTheKeyChangesNothing(Kind kind) {
    Path keys = Peers.write(directory.resolve("keys"), KEY.chronyLine());
    ServerUnderTest server =
        keep(ServerUnderTest.serving(Kind.CHRONYD, directory, "keyfile " + keys));
    List<AttackerOnTheWay> attackers = new ArrayList<>();
    List<String> directives = new ArrayList<>(List.of("keyfile " + keys));
    for (int i = 0; i < OPTIONS.size(); i++) {
      AttackerOnTheWay attacker =
          keep(AttackerOnTheWay.between(address(i), server.at("127.0.0.1")));
      attackers.add(attacker);
      directives.add(
          "server %s port %d key 5 minpoll -2 maxpoll -2 %s %s"
              .formatted(address(i), attacker.port(), ServerUnderTest.ANY_DELAY, OPTIONS.get(i)));
    }
    ServerUnderTest client =
        keep(ServerUnderTest.start(kind, directory, 0, directives.toArray(String[]::new)));
    awaitSamples(client, BEFORE);
    attackers.forEach(AttackerOnTheWay::attack);
    awaitSamples(client, ENOUGH);
    for (int i = 0; i < OPTIONS.size(); i++) {
      assertThat(attackers.get(i).attacks()).isGreaterThan(10L * ENOUGH);
      NtpData data = NtpData.of(client, address(i)).orElseThrow();
      assertThat(data.stratum()).isEqualTo(ServerUnderTest.STRATUM);
      assertThat(data.valid()).isLessThanOrEqualTo(transmitted(client, address(i)));
      String[] statistics = statistics(client, address(i));
      assertThat(Math.abs(Double.parseDouble(statistics[6]))).as("offset").isLessThan(OFFSET);
      assertThat(Double.parseDouble(statistics[7])).as("deviation").isLessThan(OFFSET);
    }
    assertThat(client.chronyc("-c", "tracking").output()).endsWith("Normal");
    assertThat(client.program().lines()).noneMatch(line -> line.contains("KoD"));
  }

  private static String[] statistics(ServerUnderTest client, String source) {
    return client
        .chronyc("-c", "sourcestats")
        .output()
        .lines()
        .map(line -> line.split(",", -1))
        .filter(fields -> fields[0].equals(source))
        .findFirst()
        .orElseThrow();
  }

  private static long transmitted(ServerUnderTest client, String source) {
    return Long.parseLong(client.chronyc("-c", "ntpdata", source).output().split(",", -1)[30]);
  }

  private void awaitSamples(ServerUnderTest client, int samples) {
    for (int i = 0; i < OPTIONS.size(); i++) {
      String source = address(i);
      client
          .program()
          .awaitUntil(
              samples + " samples of " + source,
              LIMIT,
              () -> NtpData.of(client, source).stream().anyMatch(data -> data.good() >= samples));
    }
  }

  private static String address(int index) {
    return "127.0.15." + (index + 1);
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
