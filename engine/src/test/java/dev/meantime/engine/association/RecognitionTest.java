// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecognitionTest {

  private static final byte[] REQUEST =
      PacketCodec.encode(NtpPacket.clientRequest(4, 6, 0x1111_2222_3333_4444L));

  private int verifications;
  private final PacketAuthenticator counting =
      new PacketAuthenticator() {
        @Override
        public byte[] seal(byte[] packet) {
          return packet;
        }

        @Override
        public Verdict verify(byte[] packet, int length, int macOffset) {
          verifications++;
          return Verdict.AUTHENTIC;
        }
      };
  private final Recognition recognition = new Recognition(counting);
  private final Request request = new Request();

  private NtpPacket answer(long receive, long transmit) {
    return FakeServer.GOOD.reply(REQUEST, new NtpTimestamp(receive), new NtpTimestamp(transmit));
  }

  private void send() {
    request.open(0x1111_2222_3333_4444L, false);
    request.onSent(new PacketTime(0, 0, PacketTime.Source.DAEMON), ReferenceId.NONE);
  }

  @Test
  void onlyWhoKnowsTheCookieMakesUsCompute() {
    NtpPacket packet = answer(1, 2);
    assertThat(recognition.stranger(packet, new byte[48], 48, request))
        .contains(Rejection.WRONG_ORIGIN);
    assertThat(verifications).isZero();
    send();
    assertThat(recognition.stranger(packet, new byte[48], 48, request)).isEmpty();
    assertThat(verifications).isEqualTo(1);
  }

  @Test
  void anAnswerThatOvertakesItsOwnSendingIsNotBelieved() {
    request.open(0x1111_2222_3333_4444L, false);
    assertThat(recognition.stranger(answer(1, 2), new byte[48], 48, request))
        .contains(Rejection.WRONG_ORIGIN);
  }

  @Test
  void aDuplicateHasBothTimestampsOfTheLastAnswer() {
    send();
    recognition.onAnswer(answer(1, 2));
    assertThat(recognition.stranger(answer(1, 2), new byte[48], 48, request))
        .contains(Rejection.DUPLICATE);
    assertThat(recognition.stranger(answer(1, 3), new byte[48], 48, request)).isEmpty();
    assertThat(recognition.stranger(answer(2, 2), new byte[48], 48, request)).isEmpty();
    recognition.reset();
    assertThat(recognition.stranger(answer(1, 2), new byte[48], 48, request)).isEmpty();
  }

  @Test
  void everyVerdictButAuthenticIsAReason() {
    assertThatIllegalArgumentException().isThrownBy(() -> Rejection.of(Verdict.AUTHENTIC));
    assertThat(
            Arrays.stream(Verdict.values())
                .filter(v -> v != Verdict.AUTHENTIC)
                .map(Rejection::of)
                .map(Rejection::test))
        .containsOnly("5");
  }

  @Test
  void everyReasonHasItsOwnLabel() {
    assertThat(Arrays.stream(Rejection.values()).map(Rejection::label))
        .doesNotHaveDuplicates()
        .allMatch(label -> !Objects.requireNonNull(label).isBlank());
  }

  @Test
  void theFirstFailedTestIsTheReason() {
    boolean[] passed = new boolean[10];
    Rejection[] expected = {
      Rejection.DUPLICATE,
      Rejection.WRONG_ORIGIN,
      Rejection.NO_TIMESTAMPS,
      Rejection.FORGED,
      Rejection.UNSYNCHRONISED,
      Rejection.TOO_DISTANT,
      Rejection.DELAYED,
      Rejection.DELAY_RATIO,
      Rejection.DELAY_DEVIATION,
      Rejection.LOOP
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(tests(passed).firstFailure()).contains(expected[i]);
      passed[i] = true;
    }
    assertThat(tests(passed).firstFailure()).isEmpty();
  }

  private static PacketTests tests(boolean[] p) {
    return new PacketTests(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9]);
  }
}
