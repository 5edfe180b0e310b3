// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.respond.ClientLog.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientLogTest {

  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long OCTETS = 524_288;
  private static final long MAPPED = 0xffffL << 32;

  private static ClientLog log(RateLimit limit) {
    return new ClientLog(OCTETS, limit, 42);
  }

  private static Verdict ask(ClientLog log, long client, long nanos) {
    return log.judge(log.note(0, MAPPED | client, nanos));
  }

  private static Map<Verdict, Integer> askOften(ClientLog log, int times, long interval) {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int i = 0; i < times; i++) {
      verdicts.merge(ask(log, 1, START + i * interval), 1, Integer::sum);
    }
    return verdicts;
  }

  private static int count(Map<Verdict, Integer> verdicts, Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  private static ClientRecord find(ClientLog log, long client) {
    ClientRecord record = new ClientRecord();
    for (int i = 0; i < log.places(); i++) {
      if (log.read(i, record) && record.low() == (MAPPED | client)) {
        return record;
      }
    }
    throw new AssertionError("client " + client + " is not remembered");
  }

  @Test
  void theDefaultLimitRemembersAsManyClientsAsChronyd() {
    assertThat(log(RateLimit.NONE).capacity()).isEqualTo(4096);
    assertThat(ClientLog.capacityFor(0)).isEqualTo(8);
    assertThat(ClientLog.capacityFor(Long.MAX_VALUE)).isEqualTo(1 << 24);
  }

  @Test
  void countsRequestsAndTheirInterval() {
    ClientLog log = log(RateLimit.NONE);
    for (int i = 0; i < 40; i++) {
      ask(log, 1, START + i * (64 * SECOND));
      ask(log, 2, START + i * (2 * SECOND));
    }
    ask(log, 3, START);
    assertThat(find(log, 1).hits()).isEqualTo(40);
    assertThat(find(log, 1).interval()).isEqualTo(6);
    assertThat(find(log, 2).interval()).isEqualTo(1);
    assertThat(find(log, 3).interval()).isEqualTo(127);
    assertThat(find(log, 1).lastHitNanos())
        .isCloseTo(START + 39 * 64 * SECOND, within(SECOND / 16));
  }

  @Test
  void aPoliteClientIsAlwaysAnswered() {
    assertThat(askOften(log(new RateLimit(true, 3, 8, 2, 0)), 2000, 8 * SECOND))
        .containsOnlyKeys(Verdict.ANSWER);
  }

  @Test
  void aBurstIsAnsweredAndThenOneRequestAnInterval() {
    // Without the leak, which is a quarter here, eight and then one in eight seconds.
    Map<Verdict, Integer> verdicts =
        askOften(log(new RateLimit(true, 3, 8, 4, 0)), 8, SECOND / 100);
    assertThat(verdicts).containsOnlyKeys(Verdict.ANSWER);
  }

  @Test
  void aGreedyClientGetsTheLeakAndAKissNowAndThen() {
    int times = 40_000;
    Map<Verdict, Integer> verdicts =
        askOften(log(new RateLimit(true, 12, 1, 3, 2)), times, SECOND / 16);
    // One in eight leaks, a quarter of the rest is kissed. The deviation of a share of 40,000 is
    // at most 0.0025.
    assertThat(count(verdicts, Verdict.ANSWER) / (double) times).isCloseTo(1 / 8.0, within(0.01));
    assertThat(count(verdicts, Verdict.KISS) / (double) times).isCloseTo(7 / 32.0, within(0.01));
  }

  @Test
  void limitsBelowASecondCountInTicks() {
    // Sixteen a second in the long run: half of 32 a second are within the limit.
    Map<Verdict, Integer> verdicts =
        askOften(log(new RateLimit(true, -4, 8, 4, 0)), 32_000, SECOND / 32);
    assertThat(count(verdicts, Verdict.ANSWER) / 32_000.0).isCloseTo(0.5 + 0.5 / 16, within(0.02));
    // 1024 a second.
    assertThat(askOften(log(new RateLimit(true, -10, 1, 4, 0)), 10_000, SECOND / 1000))
        .containsOnlyKeys(Verdict.ANSWER);
  }

  @Test
  void whoAsksMoreOftenUnansweredIsMostlyAnswered() {
    ClientLog log = log(new RateLimit(true, 6, 1, 2, 0));
    long nanos = START;
    int answered = 0;
    int asked = 20_000;
    for (int i = 0; i < asked; i++) {
      boolean answer = ask(log, 1, nanos) == Verdict.ANSWER;
      answered += answer ? 1 : 0;
      nanos += answer ? 16 * SECOND : SECOND;
    }
    // Three quarters instead of one; while its rates are learnt, less.
    assertThat(answered / (double) asked).isGreaterThan(0.6);
  }

  @Test
  void oneClientsGreedIsNotAnothersLoss() {
    ClientLog log = log(new RateLimit(true, 3, 8, 2, 0));
    for (int i = 0; i < 64_000; i++) {
      ask(log, 1, START + i * SECOND / 100);
      if (i % 800 == 0) {
        assertThat(ask(log, 2, START + i * SECOND / 100)).isEqualTo(Verdict.ANSWER);
      }
    }
  }

  @Test
  void aClockThatIsSetBackEarnsNobodyAnything() {
    ClientLog log = log(new RateLimit(true, 12, 1, 4, 0));
    ask(log, 1, START);
    int answered = 0;
    for (int i = 0; i < 1000; i++) {
      answered += ask(log, 1, START - 86_400 * SECOND * (i % 2)) == Verdict.ANSWER ? 1 : 0;
    }
    // The leak of a sixteenth is what is left, and a day forward earns a few.
    assertThat(answered).isLessThan(650);
  }

  @Test
  void whoHasBeenSilentLongestGivesWay() {
    ClientLog log = new ClientLog(1, RateLimit.NONE, 1);
    assertThat(log.capacity()).isEqualTo(8);
    for (int i = 0; i < 8; i++) {
      ask(log, i, START + i * SECOND);
    }
    ask(log, 0, START + 9 * SECOND);
    ask(log, 100, START + 10 * SECOND);
    assertThat(log.forgotten()).isEqualTo(1);
    assertThat(find(log, 0).hits()).isEqualTo(2);
    assertThat(find(log, 100).hits()).isEqualTo(1);
    ClientRecord record = new ClientRecord();
    for (int i = 0; i < 8; i++) {
      assertThat(log.read(i, record)).isTrue();
      assertThat(record.low()).isNotEqualTo(MAPPED | 1);
    }
  }

  @Test
  void aFloodOfStrangersTakesNoMoreMemory() {
    ClientLog log = log(RateLimit.NONE);
    Random random = new Random(3);
    int capacity = log.capacity();
    for (int i = 0; i < 200_000; i++) {
      log.note(random.nextLong(), random.nextLong(), START + i * 1000L);
    }
    assertThat(log.capacity()).isEqualTo(capacity);
    assertThat(log.forgotten()).isGreaterThan(195_000);
  }

  @Test
  void countsCanBeSetToZero() {
    ClientLog log = new ClientLog(1, RateLimit.NONE, 1);
    ask(log, 5, START);
    for (int i = 0; i < log.places(); i++) {
      log.resetCounts(i);
    }
    assertThat(find(log, 5).hits()).isZero();
  }
}
