// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.wire.NtpTimestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The timestamps of answers, and the interleaved mode that rests on them.
class ServedTimestampsTest {

  private static final long SEED = 4711;
  private static final int EXCHANGES = 1000;
  private static final String CLIENT = "127.0.0.1";

  /// Of randomness below the precision, which may make a timestamp later than the time.
  private static final double PRECISION = Math.scalb(1.0, ServerUnderTest.PRECISION);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void answersAreStampedWhileTheyAreMade(Kind kind) {
    SplittableRandom random = new SplittableRandom(SEED);
    try (ServerUnderTest server = ServerUnderTest.serving(kind, directory);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      for (int i = 0; i < EXCHANGES; i++) {
        NtpTimestamp before = now();
        byte[] answer = client.ask(Requests.client(4, random.nextLong()));
        NtpTimestamp after = now();
        NtpTimestamp receive = stamp(answer, Requests.RECEIVE);
        NtpTimestamp transmit = stamp(answer, Requests.TRANSMIT);
        assertThat(receive.secondsSince(before)).as("received").isGreaterThan(-PRECISION);
        assertThat(transmit.secondsSince(receive)).as("answered").isGreaterThan(-PRECISION);
        assertThat(after.secondsSince(transmit)).as("sent").isGreaterThan(-PRECISION);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void receiveTimestampsAreOddAndTransmitTimestampsEvenAndNoneComesTwice(Kind kind) {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[][] requests = new byte[EXCHANGES][];
    for (int i = 0; i < EXCHANGES; i++) {
      int mode = random.nextBoolean() ? Requests.MODE_3_CLIENT : Requests.MODE_1_ACTIVE;
      requests[i] = Requests.header(0, 1 + random.nextInt(4), mode, random.nextLong());
    }
    Set<Long> seen = new HashSet<>();
    int lowBits = 0;
    try (ServerUnderTest server = ServerUnderTest.serving(kind, directory);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      for (byte[] request : requests) {
        long receive;
        long transmit;
        byte[] answer = client.ask(request);
        receive = Requests.timestamp(answer, Requests.RECEIVE);
        transmit = Requests.timestamp(answer, Requests.TRANSMIT);
        assertThat(receive & 1).isOne();
        assertThat(transmit & 1).isZero();
        assertThat(seen.add(receive)).as("a receive timestamp twice").isTrue();
        assertThat(seen.add(transmit)).as("a transmit timestamp twice").isTrue();
        lowBits |= (int) (receive | transmit);
      }
    }
    // Below the precision there is chance: no bit is always the same.
    assertThat(lowBits & 0xfe).as("lowest bits").isEqualTo(0xfe);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void interleavedAnswersTellWhenTheLastOneLeftAndOnlyOnce(Kind kind) {
    SplittableRandom random = new SplittableRandom(SEED);
    try (ServerUnderTest server = ServerUnderTest.serving(kind, directory);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      long reference = 0;
      long previousTransmit = 0;
      List<Boolean> interleaved = new ArrayList<>();
      List<Long> used = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        byte[] request = Requests.interleaved(reference, random.nextLong(), random.nextLong());
        byte[] answer = client.ask(request);
        boolean isInterleaved = isInterleaved(request, answer);
        interleaved.add(isInterleaved);
        NtpTimestamp transmit = stamp(answer, Requests.TRANSMIT);
        if (isInterleaved) {
          // The answer before this one left after it was written, and before it was received.
          double since = transmit.secondsSince(new NtpTimestamp(previousTransmit));
          assertThat(since).isBetween(-PRECISION, 0.5);
          assertThat(stamp(answer, Requests.RECEIVE).secondsSince(transmit)).isPositive();
        }
        used.add(reference);
        reference = Requests.timestamp(answer, Requests.RECEIVE);
        previousTransmit = transmit.bits();
      }
      // The first request knows no timestamp of the server's; the second makes it remember.
      assertThat(interleaved).containsExactly(false, false, true, true, true, true);
      for (long old : used) {
        byte[] request = Requests.interleaved(old, random.nextLong(), random.nextLong());
        assertThat(isInterleaved(request, client.ask(request))).as("a timestamp again").isFalse();
      }
      assertThat(server.statistics().interleaved()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void oldVersionsUnknownTimestampsAndOrdinaryClientsGetNoInterleavedAnswer(Kind kind) {
    SplittableRandom random = new SplittableRandom(SEED);
    try (ServerUnderTest server = ServerUnderTest.serving(kind, directory);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      for (int version = 1; version <= 4; version++) {
        long reference = Requests.timestamp(client.ask(Requests.client(4, 1)), Requests.RECEIVE);
        for (int i = 0; i < 4; i++) {
          byte[] request = Requests.interleaved(reference, random.nextLong(), random.nextLong());
          request = Requests.with(request, 0, version << 3 | Requests.MODE_3_CLIENT);
          byte[] answer = client.ask(request);
          assertThat(isInterleaved(request, answer))
              .as("version %d, request %d", version, i)
              .isEqualTo(version == 4 && i > 0);
          reference = Requests.timestamp(answer, Requests.RECEIVE);
        }
        // Equal receive and transmit timestamps cannot tell the two modes apart.
        byte[] equal = Requests.interleaved(reference, reference, reference);
        assertThat(Requests.timestamp(client.ask(equal), Requests.ORIGIN)).isEqualTo(reference);
        byte[] unknown = Requests.interleaved(random.nextLong() | 1, 5, 6);
        assertThat(isInterleaved(unknown, client.ask(unknown))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothingIsInterleavedWithoutAClientLog(Kind kind) {
    try (ServerUnderTest server = ServerUnderTest.serving(kind, directory, "noclientlog");
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      long reference = 0;
      for (int i = 0; i < 5; i++) {
        byte[] request = Requests.interleaved(reference, 2L * i + 7, 2L * i + 8);
        byte[] answer = client.ask(request);
        assertThat(isInterleaved(request, answer)).isFalse();
        reference = Requests.timestamp(answer, Requests.RECEIVE);
      }
      assertThat(server.statistics().held()).isZero();
      assertThat(server.chronyc("clients").output()).doesNotContain(CLIENT);
    }
  }

  private static boolean isInterleaved(byte[] request, byte[] answer) {
    long origin = Requests.timestamp(answer, Requests.ORIGIN);
    boolean basic = origin == Requests.timestamp(request, Requests.TRANSMIT);
    assertThat(basic || origin == Requests.timestamp(request, Requests.RECEIVE)).isTrue();
    return !basic;
  }

  private static NtpTimestamp stamp(byte[] answer, int offset) {
    return new NtpTimestamp(Requests.timestamp(answer, offset));
  }

  /// The same clock that the server has: it is on this machine and does not correct anything.
  private static NtpTimestamp now() {
    return NtpTimestamp.ofEpochNanos(Duration.between(Instant.EPOCH, Instant.now()).toNanos());
  }
}
