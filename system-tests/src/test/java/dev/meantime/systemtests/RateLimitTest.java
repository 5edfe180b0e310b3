// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.systemtests.ServerUnderTest.Statistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `ratelimit` under a storm: how many are answered, how many told to ask less, how many dropped.
/// What is left to chance is held to five standard deviations.
class RateLimitTest {

  private static final long SEED = 815;
  private static final int CLIENTS = 20;
  private static final int REQUESTS = 1000;
  private static final int BATCH = 100;
  private static final int BURST = 8;
  private static final double DEVIATIONS = 5;

  @TempDir Path directory;

  private int friends;

  /// What came back for a storm.
  ///
  /// @param kisses RATE
  /// @param kissText one of them
  private record Storm(int sent, int answers, int kisses, String kissText, Statistics statistics) {}

  /// Debian's chronyd is too old for `kod`.
  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of(Kind.CHRONYD, 1, 0),
        Arguments.of(Kind.CHRONYD, 2, 0),
        Arguments.of(Kind.CHRONYD, 4, 0),
        Arguments.of(Kind.MEANTIME, 1, 0),
        Arguments.of(Kind.MEANTIME, 2, 0),
        Arguments.of(Kind.MEANTIME, 4, 0),
        Arguments.of(Kind.MEANTIME, 1, 1),
        Arguments.of(Kind.MEANTIME, 2, 2),
        Arguments.of(Kind.MEANTIME, 4, 3),
        Arguments.of(Kind.MEANTIME, 3, 4));
  }

  /// @param leak 2^−leak of what is over the limit is answered all the same
  /// @param kiss 2^−kiss of the rest is told to ask less; 0 for none
  @ParameterizedTest
  @MethodSource("limits")
  void leakAndKissesHaveTheirShares(Kind kind, int leak, int kiss) {
    try (ServerUnderTest server =
        ServerUnderTest.serving(
            kind,
            directory,
            "ratelimit interval 9 burst %d leak %d%s".formatted(BURST, leak, kod(kiss)))) {
      Storm storm = storm(server);
      int over = storm.sent - CLIENTS * BURST;
      int leaked = storm.answers - CLIENTS * BURST;
      assertShare("leak, seed " + SEED, leaked, over, Math.scalb(1.0, -leak));
      if (kiss == 0) {
        assertThat(storm.kisses).isZero();
      } else {
        assertShare("kisses, seed " + SEED, storm.kisses, over - leaked, Math.scalb(1.0, -kiss));
        assertThat(storm.kissText)
            .contains("UNSYNCHRONISED stratum 0 poll 9", "reference 52415445");
      }
      assertThat(storm.statistics.received()).isEqualTo(storm.sent);
      assertThat(storm.statistics.dropped()).isEqualTo(storm.sent - storm.answers - storm.kisses);
    }
  }

  @Test
  void aKissTellsNothingOfTheClockButHowOftenToAsk() {
    try (ServerUnderTest server =
        ServerUnderTest.serving(
            Kind.MEANTIME, directory, "ratelimit interval 7 burst 1 leak 4 kod 1")) {
      assertThat(storm(server).kissText)
          .isEqualTo(
              "v4 SERVER UNSYNCHRONISED stratum 0 poll 7 precision -24 delay 0 dispersion 0"
                  + " reference 52415445 set lately basic 10 in time no MAC");
    }
  }

  @Test
  void aSteadyClientIsAnsweredAsOftenAsByChronyd() {
    List<ServerUnderTest> servers = new ArrayList<>();
    try {
      for (Kind kind : Kind.values()) {
        servers.add(
            ServerUnderTest.serving(kind, directory, "ratelimit interval -4 burst 4 leak 4"));
      }
      int[] answers = new int[2];
      int rounds = 0;
      try (RawClient one = client("127.3.0.1", servers.get(0));
          RawClient two = client("127.3.0.1", servers.get(1))) {
        SplittableRandom random = new SplittableRandom(SEED);
        long start = System.nanoTime();
        while (System.nanoTime() - start < 2_500_000_000L) {
          byte[] request = Requests.client(4, random.nextLong());
          answers[0] += one.answersBefore(friend(servers.get(0)), request).size();
          answers[1] += two.answersBefore(friend(servers.get(1)), request).size();
          rounds++;
        }
      }
      // Sixteen a second by right, the rest by chance, which differs between the two.
      double byChance = Math.scalb((double) rounds, -4);
      assertThat(rounds).isGreaterThan(400);
      assertThat(answers[0]).isGreaterThan(32);
      assertThat((double) answers[1] - answers[0])
          .as("answers of %d: %d and %d", rounds, answers[0], answers[1])
          .isBetween(
              -DEVIATIONS * Math.sqrt(2 * byChance) - 4, DEVIATIONS * Math.sqrt(2 * byChance) + 4);
    } finally {
      servers.forEach(ServerUnderTest::close);
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void othersAreNotLimitedByTheStormOfOne(Kind kind, int leak, int kiss) {
    try (ServerUnderTest server =
        ServerUnderTest.serving(
            kind, directory, "ratelimit interval 9 leak %d%s".formatted(leak, kod(kiss)))) {
      try (RawClient noisy = client("127.1.0.1", server)) {
        byte[][] requests = new byte[BATCH][];
        for (int i = 0; i < BATCH; i++) {
          requests[i] = Requests.client(4, i + 1);
        }
        assertThat(noisy.answersBefore(friend(server), requests)).hasSizeLessThan(BATCH);
      }
      for (int i = 1; i <= BURST; i++) {
        try (RawClient quiet = client("127.2.0.1", server)) {
          assertThat(quiet.answersBefore(friend(server), Requests.client(4, i))).hasSize(1);
        }
      }
    }
  }

  private static String kod(int kiss) {
    return kiss == 0 ? "" : " kod " + kiss;
  }

  private Storm storm(ServerUnderTest server) {
    SplittableRandom random = new SplittableRandom(SEED);
    Statistics before = server.statistics();
    friends = 0;
    int fences = 0;
    int answers = 0;
    int kisses = 0;
    String kissText = "";
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(client("127.1.0." + (i + 1), server));
      }
      for (int round = 0; round < REQUESTS / BATCH; round++) {
        for (RawClient client : clients) {
          byte[][] requests = new byte[BATCH][];
          for (int i = 0; i < BATCH; i++) {
            requests[i] = Requests.client(4, random.nextLong());
          }
          fences++;
          for (byte[] answer : client.answersBefore(friend(server), requests)) {
            if (answer[Requests.STRATUM] != 0) {
              answers++;
            } else {
              kisses++;
              long origin = Requests.timestamp(answer, Requests.ORIGIN);
              byte[] request = Requests.client(4, origin);
              kissText = new AnswerText(List.of()).of(request, List.of(answer));
            }
          }
        }
      }
    } finally {
      clients.forEach(RawClient::close);
    }
    Statistics after = server.statistics();
    return new Storm(
        CLIENTS * REQUESTS,
        answers,
        kisses,
        kissText,
        new Statistics(
            after.received() - before.received() - fences,
            after.dropped() - before.dropped(),
            after.forgotten() - before.forgotten(),
            after.authenticated() - before.authenticated(),
            after.interleaved() - before.interleaved(),
            after.held()));
  }

  private static void assertShare(String what, int count, int of, double share) {
    double deviation = Math.sqrt(of * share * (1 - share));
    assertThat((double) count)
        .as("%s: %d of %d", what, count, of)
        .isBetween(of * share - DEVIATIONS * deviation, of * share + DEVIATIONS * deviation);
  }

  private static RawClient client(String from, ServerUnderTest server) {
    return RawClient.of(from, server.at("127.0.0.1"));
  }

  /// Somebody who has never asked before, and so is answered.
  private RawClient friend(ServerUnderTest server) {
    int number = friends++;
    return client("127.200.%d.%d".formatted(number >> 8 & 255, number & 255), server);
  }
}
