// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.RunOptions.Severity;
import dev.meantime.engine.respond.AccessTable;
import dev.meantime.engine.respond.AddressSet;
import dev.meantime.engine.respond.MonotonicScale;
import dev.meantime.engine.respond.RateLimit;
import dev.meantime.engine.respond.ResponderOptions;
import dev.meantime.engine.respond.ServedClock;
import dev.meantime.engine.respond.ServedHeader;
import dev.meantime.engine.respond.ServerView;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.LocalProgram;
import dev.meantime.platform.Timestamp;
import dev.meantime.wire.NtpTimestamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SignedAnswersTest {

  private static final long MILLISECOND = 1_000_000;
  private static final int ACCOUNT = 0x5104_0000;
  private static final InetSocketAddress CLIENT = at("10.0.0.7", 40_000);
  private static final InetSocketAddress SERVER = at("10.0.0.1", 123);

  /// What left, from where, and to whom.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Sent(byte[] data, InetAddress from, InetSocketAddress remote) {

    long cookie() {
      return ByteBuffer.wrap(data).getLong(24);
    }
  }

  /// Does with a question what the test says.
  private static final class FakeSigner implements LocalProgram {

    private final List<byte[]> questions = new ArrayList<>();
    private Function<byte[], Reply> conduct = SignedAnswersTest::signed;
    private int hangUps;

    @Override
    public Reply ask(byte[] question, int longest) {
      questions.add(question);
      return conduct.apply(question);
    }

    @Override
    public void hangUp() {
      hangUps++;
    }
  }

  private static final class PlainClock implements ServedClock {

    @Override
    public long servedNanos(long wallNanos) {
      return wallNanos;
    }

    @Override
    public long evenNanos(long wallNanos) {
      return wallNanos;
    }

    @Override
    public void describe(long wallNanos, ServedHeader out) {}
  }

  private final LoopByHand loop = new LoopByHand();
  private final FakeSigner signer = new FakeSigner();
  private final List<Sent> sent = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private AccessTable access =
      AccessTable.of(List.of(new AccessTable.Rule(0, 0xffffL << 32, 96, true, false)));
  private final SignedAnswers answers =
      new SignedAnswers(
          loop,
          this::view,
          new ResponderOptions(-23, new RateLimit(true, 3, 8, 2, 2), 0),
          signer,
          (data, from, remote) -> sent.add(new Sent(data, from, remote)),
          new EventLog(loop.wallClock(), Severity.INFO, (_, _, message) -> lines.add(message)));

  private ServerView view() {
    return new ServerView(
        new PlainClock(),
        access,
        AddressSet.EMPTY,
        AddressSet.EMPTY,
        false,
        false,
        true,
        new MonotonicScale(0, 0),
        0);
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  private static byte[] request(long cookie) {
    return ByteBuffer.allocate(68)
        .put(0, (byte) 0x1b)
        .put(2, (byte) 6)
        .putLong(40, cookie)
        .putInt(48, ACCOUNT)
        .array();
  }

  private void receive(byte[] data) {
    long now = loop.wallClock().nowNanos();
    answers.onDatagram(
        new Datagram(data, CLIENT, SERVER, new Timestamp(now, Timestamp.Source.KERNEL)));
  }

  /// The answer to a question: its packet with the account and zeros behind it.
  private static LocalProgram.Reply signed(byte[] question) {
    byte[] packet = Arrays.copyOfRange(question, 16, question.length);
    return reply(3, ByteBuffer.wrap(question).getShort(8), Arrays.copyOf(packet, 68));
  }

  private static LocalProgram.Reply reply(int operation, int number, byte[] packet) {
    return new LocalProgram.Reply.Message(
        ByteBuffer.allocate(12 + packet.length)
            .putInt(0)
            .putInt(operation)
            .putInt(number)
            .put(packet)
            .array());
  }

  private void workAll() {
    while (loop.pending() > 0) {
      loop.work();
    }
  }

  @Test
  void sendsTheSignedReplyFromTheAddressThatWasAsked() {
    receive(request(77));
    assertThat(sent).as("before it is signed").isEmpty();
    workAll();
    assertThat(sent).hasSize(1);
    Sent answer = sent.getFirst();
    assertThat(answer.from()).isEqualTo(SERVER.getAddress());
    assertThat(answer.remote()).isEqualTo(CLIENT);
    assertThat(answer.data()).hasSize(68);
    assertThat(answer.data()[0] & 0x3f).as("version and mode").isEqualTo(0x1c);
    assertThat(answer.data()[2]).as("poll").isEqualTo((byte) 6);
    assertThat(answer.cookie()).isEqualTo(77);
    assertThat(loop.scheduled()).as("timers").isZero();
    assertThat(lines).isEmpty();
  }

  @Test
  void asksOneQuestionAtATimeAndNumbersThem() {
    for (int i = 0; i < 3; i++) {
      receive(request(i));
    }
    assertThat(loop.pending()).isOne();
    workAll();
    assertThat(sent).extracting(Sent::cookie).containsExactly(0L, 1L, 2L);
    assertThat(signer.questions)
        .extracting(question -> (int) ByteBuffer.wrap(question).getShort(8))
        .containsExactly(0, 1, 2);
  }

  @Test
  void theTransmitTimestampTellsWhenItWasSentToBeSigned() {
    receive(request(1));
    receive(request(2));
    loop.pass(300 * MILLISECOND);
    workAll();
    long received = LoopByHand.START;
    for (int i = 0; i < 2; i++) {
      ByteBuffer answer = ByteBuffer.wrap(sent.get(i).data());
      assertThat(seconds(answer.getLong(32), received)).isLessThan(1e-6);
      long left = received + 300L * i * MILLISECOND;
      assertThat(seconds(answer.getLong(40), left)).isLessThan(1e-6);
    }
  }

  private static double seconds(long bits, long epochNanos) {
    NtpTimestamp expected = NtpTimestamp.ofEpochNanos(epochNanos);
    return Math.abs(new NtpTimestamp(bits).secondsSince(expected));
  }

  @Test
  void letsAFewWaitAndSaysOnceThatThereAreMore() {
    int many = SignedAnswers.MOST_WAITING + 10;
    for (int i = 0; i < many; i++) {
      receive(request(i));
    }
    workAll();
    assertThat(sent).hasSize(SignedAnswers.MOST_WAITING + 1);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).startsWith("More domain members ask");
    receive(request(99));
    workAll();
    assertThat(sent.getLast().cookie()).isEqualTo(99);
  }

  @Test
  void whoHasWaitedTooLongIsNotAnswered() {
    receive(request(1));
    receive(request(2));
    loop.pass(SignedAnswers.PATIENCE_NANOS + MILLISECOND);
    receive(request(3));
    workAll();
    assertThat(sent).extracting(Sent::cookie).containsExactly(3L);
    assertThat(signer.questions).as("of the first and the last").hasSize(2);
  }

  @Test
  void hangsUpOnASignerThatDoesNotAnswerUntilItGivesWay() {
    signer.conduct = _ -> new LocalProgram.Reply.Failed("closed");
    receive(request(1));
    loop.pass(SignedAnswers.PATIENCE_NANOS - MILLISECOND);
    assertThat(signer.hangUps).isZero();
    loop.pass(3 * SignedAnswers.PATIENCE_NANOS);
    assertThat(signer.hangUps).isEqualTo(3);
    receive(request(2));
    workAll();
    assertThat(sent).isEmpty();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).startsWith("ntp_signd did not answer within 1 s");
    assertThat(loop.scheduled()).isZero();
    signer.conduct = SignedAnswersTest::signed;
    receive(request(3));
    workAll();
    assertThat(sent).extracting(Sent::cookie).containsExactly(3L);
  }

  @Test
  void saysOnceThatItCannotAskAndDropsThoseWhoWait() {
    signer.conduct = _ -> new LocalProgram.Reply.Failed("/x/socket: Connection refused");
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5; i++) {
        receive(request(i));
      }
      workAll();
    }
    assertThat(signer.questions).as("one for those who waited together").hasSize(3);
    assertThat(lines)
        .containsExactly(
            "Could not ask ntp_signd at /x/socket: Connection refused; Windows domain members are"
                + " not answered until it runs");
    signer.conduct = SignedAnswersTest::signed;
    receive(request(7));
    workAll();
    assertThat(sent).extracting(Sent::cookie).containsExactly(7L);
    signer.conduct = _ -> new LocalProgram.Reply.Failed("/x/socket: Connection refused");
    receive(request(8));
    workAll();
    assertThat(lines).as("it had ended").hasSize(2);
  }

  @Test
  void unknownAccountsBetweenKnownOnesDoNotFillTheLog() {
    for (int i = 0; i < 20; i++) {
      signer.conduct =
          i % 2 == 0 ? _ -> new LocalProgram.Reply.Closed() : question -> refused(question);
      receive(request(1));
      receive(request(2));
      loop.work();
      signer.conduct = SignedAnswersTest::signed;
      workAll();
    }
    assertThat(sent).hasSize(20).allMatch(answer -> answer.cookie() == 2);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).startsWith("ntp_signd closed the connection, as it does for");
  }

  private static LocalProgram.Reply refused(byte[] question) {
    return reply(4, ByteBuffer.wrap(question).getShort(8), new byte[0]);
  }

  @Test
  void hangsUpAfterNonsense() {
    List<Function<byte[], LocalProgram.Reply>> conducts =
        List.of(
            _ -> new LocalProgram.Reply.TooLong(-1),
            _ -> new LocalProgram.Reply.Message(new byte[5]),
            _ -> reply(3, 4711, new byte[68]),
            question -> reply(3, ByteBuffer.wrap(question).getShort(8), new byte[68]),
            question -> reply(3, ByteBuffer.wrap(question).getShort(8), new byte[72]));
    for (Function<byte[], LocalProgram.Reply> conduct : conducts) {
      int before = signer.hangUps;
      signer.conduct = conduct;
      receive(request(1));
      workAll();
      assertThat(signer.hangUps).isEqualTo(before + 1);
    }
    assertThat(sent).isEmpty();
    assertThat(lines)
        .containsExactly("Not understood of ntp_signd: an answer of 4294967295 octets");
  }

  @Test
  void takesNothingElse() {
    byte[] version4 = request(1);
    version4[0] = 0x23;
    byte[] digest = request(1);
    digest[60] = 1;
    byte[] answer = request(1);
    answer[0] = 0x1c;
    for (byte[] other :
        List.of(
            new byte[0], new byte[68], version4, digest, answer, Arrays.copyOf(request(1), 120))) {
      receive(other);
    }
    assertThat(signer.questions).isEmpty();
    assertThat(loop.pending()).isZero();
  }

  @Test
  void whoIsNoLongerAllowedIsNotSignedFor() {
    receive(request(1));
    receive(request(2));
    access = AccessTable.NOBODY;
    workAll();
    assertThat(signer.questions).hasSize(1);
    receive(request(3));
    assertThat(loop.pending()).isZero();
  }

  @Test
  void nothingIsSentOnceItIsClosed() {
    receive(request(1));
    receive(request(2));
    answers.close();
    assertThat(signer.hangUps).isOne();
    workAll();
    assertThat(signer.hangUps).as("a connection made meanwhile").isEqualTo(2);
    receive(request(3));
    assertThat(loop.pending() + loop.scheduled()).isZero();
    assertThat(sent).isEmpty();
  }

  @Test
  void aReplyThatCannotBeSentIsForgotten() {
    List<InetSocketAddress> tried = new ArrayList<>();
    SignedAnswers failing =
        new SignedAnswers(
            loop,
            this::view,
            new ResponderOptions(-23, RateLimit.NONE, 0),
            signer,
            (_, _, remote) -> {
              tried.add(remote);
              throw new IOException("unreachable");
            },
            new EventLog(loop.wallClock(), Severity.INFO, (_, _, message) -> lines.add(message)));
    long now = loop.wallClock().nowNanos();
    Datagram request =
        new Datagram(request(1), CLIENT, SERVER, new Timestamp(now, Timestamp.Source.KERNEL));
    failing.onDatagram(request);
    workAll();
    assertThat(tried).containsExactly(CLIENT);
    assertThat(lines).isEmpty();
  }
}
