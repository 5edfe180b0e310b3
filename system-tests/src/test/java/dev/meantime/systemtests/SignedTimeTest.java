// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.systemtests.SigningProgram.Conduct;
import dev.meantime.wire.NtpTimestamp;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `ntpsigndsocket`: time for Windows domain members, signed by another program (MS-SNTP). What
/// Debian's chronyd asks of that program is what ours has to ask.
class SignedTimeTest {

  private static final String CLIENT = "127.0.0.1";
  private static final int ATTEMPTS = 20;
  private static final Duration ONCE = Duration.ofSeconds(10);

  /// Octets of a request, and of its extended form.
  private static final int PLAIN = 68;

  private static final int EXTENDED = 120;

  /// An account, as its number lies in the packet: 1105, the lowest octet first.
  private static final byte[] ACCOUNT = {0x51, 0x04, 0, 0};

  private static final double PRECISION = Math.scalb(1.0, ServerUnderTest.PRECISION);

  @TempDir Path directory;
  private long lastCookie = 0x0123_4567_0000_0000L;

  private ServerUnderTest serving(Kind kind, String... more) {
    List<String> lines = new ArrayList<>(List.of("ntpsigndsocket " + directory));
    lines.addAll(List.of(more));
    return ServerUnderTest.serving(kind, directory, lines.toArray(String[]::new));
  }

  private static byte[] request(int mode, int length, long cookie) {
    byte[] request = Arrays.copyOf(Requests.header(0, 3, mode, cookie), length);
    System.arraycopy(ACCOUNT, 0, request, Requests.HEADER, ACCOUNT.length);
    return request;
  }

  private byte[] request() {
    return request(Requests.MODE_3_CLIENT, PLAIN, ++lastCookie);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theClientGetsWhatWasSignedAndWhatIsSignedIsTheTime(Kind kind) {
    try (SigningProgram signer = SigningProgram.in(directory);
        ServerUnderTest server = serving(kind);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      for (int mode : new int[] {Requests.MODE_3_CLIENT, Requests.MODE_1_ACTIVE}) {
        NtpTimestamp before = now();
        byte[] request = request(mode, PLAIN, ++lastCookie);
        byte[] answer = client.ask(request);
        NtpTimestamp after = now();
        byte[] question = signer.question();
        assertThat(answer).isEqualTo(SigningProgram.signed(question)).hasSize(PLAIN);
        assertThat(answer[0]).isEqualTo((byte) (3 << 3 | mode + 1));
        assertThat(answer[Requests.STRATUM]).isEqualTo((byte) ServerUnderTest.STRATUM);
        assertThat(Requests.timestamp(answer, Requests.ORIGIN)).isEqualTo(lastCookie);
        NtpTimestamp receive = stamp(answer, Requests.RECEIVE);
        NtpTimestamp transmit = stamp(answer, Requests.TRANSMIT);
        assertThat(receive.secondsSince(before)).as("received").isGreaterThan(-PRECISION);
        assertThat(transmit.secondsSince(receive)).as("signed").isGreaterThan(-PRECISION);
        assertThat(after.secondsSince(transmit)).as("sent").isGreaterThan(-PRECISION);
      }
    }
  }

  @Test
  void bothServersAskTheSame() {
    List<String> asked = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      try (SigningProgram signer = SigningProgram.in(newDirectory(kind));
          ServerUnderTest server =
              ServerUnderTest.serving(
                  kind,
                  directory,
                  "ntpsigndsocket " + directory.resolve("" + kind),
                  // Its interval is told as the poll interval, 6 otherwise.
                  "ratelimit interval 8 burst 16");
          RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 3; i++) {
          int mode = i == 1 ? Requests.MODE_1_ACTIVE : Requests.MODE_3_CLIENT;
          client.ask(request(mode, PLAIN, 77 + i));
          byte[] question = signer.question();
          for (int timestamp : List.of(Requests.REFERENCE, Requests.RECEIVE, Requests.TRANSMIT)) {
            ByteBuffer.wrap(question).putLong(SigningProgram.QUESTION_HEADER + timestamp, 0);
          }
          all.append(HexFormat.of().formatHex(question)).append('\n');
        }
        asked.add(all.toString());
      }
    }
    assertThat(asked.get(1)).isEqualTo(asked.get(0));
    // Length, version, operation, number, nothing, and the account as the client wrote it.
    assertThat(asked.get(0)).startsWith("00000040" + "00000000" + "00000000" + "0000" + "0000");
    assertThat(asked.get(0).substring(32, 40)).isEqualTo(HexFormat.of().formatHex(ACCOUNT));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nobodyIsAnsweredWithoutASigner(Kind kind) {
    try (ServerUnderTest server = ServerUnderTest.serving(kind, directory);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      assertThat(client.answers(request(), request())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSignerIsFoundWhenItComes(Kind kind) {
    try (ServerUnderTest server = serving(kind);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      assertThat(client.answers(request())).isEmpty();
      if (kind == Kind.MEANTIME) {
        // It says why once, and has tried in vain by then.
        server.program().awaitLine("Could not ask ntp_signd at " + directory + "/socket", ONCE);
      }
      try (SigningProgram signer = SigningProgram.in(directory)) {
        awaitSigned(client);
        assertThat(signer.unread()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Conduct.class,
      names = {"REFUSE", "CLOSE", "ANSWER_ANOTHER_QUESTION"})
  void whatIsNotSignedIsNotAnsweredAndTheNextIs(Conduct conduct) {
    for (Kind kind : Kind.values()) {
      whatIsNotSignedIsNotAnsweredAndTheNextIs(kind, conduct);
    }
  }

  /// chronyd sends what it is given, and waits for an answer for ever.
  @ParameterizedTest
  @EnumSource(
      value = Conduct.class,
      names = {"SIGN_AT_LENGTH", "ANSWER_NOTHING"})
  void noAnswerIsLongerThanItsRequestAndNoneIsAwaitedForEver(Conduct conduct) {
    whatIsNotSignedIsNotAnsweredAndTheNextIs(Kind.MEANTIME, conduct);
  }

  private void whatIsNotSignedIsNotAnsweredAndTheNextIs(Kind kind, Conduct conduct) {
    Path own = newDirectory(kind);
    try (SigningProgram signer = SigningProgram.in(own);
        ServerUnderTest server = ServerUnderTest.serving(kind, directory, "ntpsigndsocket " + own);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      for (int i = 0; i < 3; i++) {
        signer.forget();
        signer.behaves(conduct);
        client.send(request());
        signer.question();
        assertThat(client.answers()).as("answers beside those of good requests").isEmpty();
        signer.behaves(Conduct.SIGN);
        awaitSigned(client);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theExtendedFormIsNeitherSignedNorAnswered(Kind kind) {
    try (SigningProgram signer = SigningProgram.in(directory);
        ServerUnderTest server = serving(kind);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      assertThat(client.answers(request(Requests.MODE_3_CLIENT, EXTENDED, 7))).isEmpty();
      awaitSigned(client);
      assertThat(Requests.timestamp(signer.question(), 20 + Requests.ORIGIN)).isNotEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothingIsSignedForThoseWhoMayNotAsk(Kind kind) {
    try (SigningProgram signer = SigningProgram.in(directory);
        ServerUnderTest server = serving(kind, "deny 127.0.0.2");
        RawClient denied = RawClient.of("127.0.0.2", server.at(CLIENT));
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      assertThat(denied.answersBefore(client, request())).isEmpty();
      byte[] request = request();
      assertThat(client.ask(request)).hasSize(PLAIN);
      assertThat(Requests.timestamp(signer.question(), 20 + Requests.ORIGIN))
          .isEqualTo(Requests.timestamp(request, Requests.TRANSMIT));
      assertThat(signer.unread()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theyCountAsRequestsWithoutAKey(Kind kind) {
    try (SigningProgram signer = SigningProgram.in(directory);
        ServerUnderTest server = serving(kind);
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      ServerUnderTest.Statistics before = server.statistics();
      for (int i = 0; i < 5; i++) {
        assertThat(client.ask(request())).hasSize(PLAIN);
        signer.question();
      }
      client.send(request(Requests.MODE_3_CLIENT, EXTENDED, 7));
      assertThat(client.ask(request())).hasSize(PLAIN);
      ServerUnderTest.Statistics after = server.statistics();
      assertThat(after.received() - before.received()).isEqualTo(7);
      assertThat(after.dropped()).isZero();
      assertThat(after.authenticated()).isZero();
    }
  }

  /// Asks until a good request is answered: chronyd drops all that wait with a connection that was
  /// closed. No answer is to another request.
  private void awaitSigned(RawClient client) {
    Set<Long> asked = new HashSet<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      byte[] request = request();
      asked.add(Requests.timestamp(request, Requests.TRANSMIT));
      byte[] answer = client.ask(request);
      if (answer.length > 0) {
        assertThat(answer).hasSize(PLAIN);
        assertThat(Requests.timestamp(answer, Requests.ORIGIN)).isIn(asked);
        return;
      }
    }
    throw new AssertionError("not answered " + ATTEMPTS + " times: " + client);
  }

  private Path newDirectory(Kind kind) {
    Path own = directory.resolve("" + kind);
    assertThat(own.toFile().mkdir()).isTrue();
    return own;
  }

  private static NtpTimestamp stamp(byte[] answer, int offset) {
    return new NtpTimestamp(Requests.timestamp(answer, offset));
  }

  private static NtpTimestamp now() {
    return NtpTimestamp.ofEpochNanos(Duration.between(Instant.EPOCH, Instant.now()).toNanos());
  }
}
