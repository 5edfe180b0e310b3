// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.wire.Mode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests of Windows domain members (MS-SNTP), who want a reply that their domain signed.
class SignatureRequestTest {

  private static final long RECEIVED = 1_700_000_000_123_456_789L;
  private static final long MAPPED = 0xffffL << 32;
  private static final long CLIENT = MAPPED | 0x0a00_0007;
  private static final int PORT = 40_000;
  private static final int PLAIN = 68;
  private static final int EXTENDED = 120;

  /// 1105, as accounts are numbered: on the wire with its lowest octet first.
  private static final int ACCOUNT = 0x5104_0000;

  private static final AccessTable EVERYBODY =
      AccessTable.of(List.of(new AccessTable.Rule(0, MAPPED, 96, true, false)));

  private final ByteBuffer buffer = ByteBuffer.allocate(2048);

  private static NtpResponder responder(RateLimit limit, AccessTable access, boolean signs) {
    ServerView view =
        new ServerView(
            new FixedClock(0),
            access,
            AddressSet.EMPTY,
            AddressSet.EMPTY,
            false,
            false,
            signs,
            FixedClock.SCALE,
            0);
    // The account's number is also that of a key, which does not make the zeros a digest.
    SymmetricKey key =
        new SymmetricKey(
            Integer.toUnsignedLong(ACCOUNT),
            KeyAlgorithm.MD5,
            "a key of this number".getBytes(StandardCharsets.US_ASCII));
    NtpResponder made =
        new NtpResponder(
            new ResponderOptions(-23, limit, 65_536), new KeyRing(List.of(key)), view, 7);
    made.begin(view, RECEIVED);
    return made;
  }

  private static byte[] request(int version, Mode mode, int length) {
    byte[] request = new byte[length];
    ByteBuffer.wrap(request)
        .put((byte) (version << 3 | mode.code()))
        .putLong(40, 0x0123_4567_89ab_cdefL)
        .putInt(48, ACCOUNT);
    return request;
  }

  private int respond(NtpResponder responder, byte[] request) {
    buffer.put(64, request);
    return responder.respond(
        buffer, 64, request.length, 0, CLIENT, PORT, 0, MAPPED | 0x7f00_0001, RECEIVED);
  }

  private void isSilent(NtpResponder responder, byte[] request, ServerCounter reason) {
    long before = responder.counters().get(reason);
    assertThat(respond(responder, request)).isEqualTo(NtpResponder.SILENCE);
    assertThat(responder.counters().get(reason)).isEqualTo(before + 1);
  }

  @Test
  void areHandedOverAsTheyAre() {
    NtpResponder responder = responder(RateLimit.NONE, EVERYBODY, true);
    for (Mode mode : List.of(Mode.CLIENT, Mode.SYMMETRIC_ACTIVE)) {
      byte[] request = request(3, mode, PLAIN);
      assertThat(respond(responder, request)).isEqualTo(NtpResponder.HAND_OVER);
      byte[] left = new byte[PLAIN];
      buffer.get(64, left);
      assertThat(left).isEqualTo(request);
    }
    assertThat(responder.counters().get(ServerCounter.TO_BE_SIGNED)).isEqualTo(2);
    assertThat(responder.counters().get(ServerCounter.ANSWERED)).isZero();
  }

  @Test
  void areRequestsWithAWrongKeyWhereNobodySigns() {
    NtpResponder responder = responder(RateLimit.NONE, EVERYBODY, false);
    isSilent(responder, request(3, Mode.CLIENT, PLAIN), ServerCounter.NOT_AUTHENTIC);
    isSilent(responder, request(3, Mode.CLIENT, EXTENDED), ServerCounter.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void areOfVersion3Alone(int version) {
    NtpResponder responder = responder(RateLimit.NONE, EVERYBODY, true);
    isSilent(responder, request(version, Mode.CLIENT, PLAIN), ServerCounter.NOT_AUTHENTIC);
    if (version < 4) {
      isSilent(responder, request(version, Mode.CLIENT, EXTENDED), ServerCounter.MALFORMED);
    }
  }

  @Test
  void haveNothingButZerosAfterTheAccount() {
    NtpResponder responder = responder(RateLimit.NONE, EVERYBODY, true);
    for (int i = 52; i < PLAIN; i++) {
      byte[] digest = request(3, Mode.CLIENT, PLAIN);
      digest[i] = (byte) 0x80;
      isSilent(responder, digest, ServerCounter.NOT_AUTHENTIC);
    }
    byte[] nobody = request(3, Mode.CLIENT, PLAIN);
    ByteBuffer.wrap(nobody).putInt(48, 0);
    isSilent(responder, nobody, ServerCounter.NOT_AUTHENTIC);
    byte[] longer = request(3, Mode.CLIENT, PLAIN + 4);
    isSilent(responder, longer, ServerCounter.NOT_AUTHENTIC);
  }

  @Test
  void areNotAnsweredInTheExtendedForm() {
    NtpResponder responder = responder(RateLimit.NONE, EVERYBODY, true);
    byte[] extended = request(3, Mode.CLIENT, EXTENDED);
    isSilent(responder, extended, ServerCounter.EXTENDED_SIGNATURE);
    Arrays.fill(extended, 52, 56, (byte) 1);
    isSilent(responder, extended, ServerCounter.EXTENDED_SIGNATURE);
    for (int i = 56; i < EXTENDED; i++) {
      byte[] digest = request(3, Mode.CLIENT, EXTENDED);
      digest[i] = 1;
      isSilent(responder, digest, ServerCounter.MALFORMED);
    }
    ByteBuffer.wrap(extended).putInt(48, 0);
    isSilent(responder, extended, ServerCounter.MALFORMED);
  }

  @Test
  void areOfThoseWhoAreAllowed() {
    NtpResponder responder = responder(RateLimit.NONE, AccessTable.NOBODY, true);
    isSilent(responder, request(3, Mode.CLIENT, PLAIN), ServerCounter.DENIED);
    isSilent(responder, request(3, Mode.CLIENT, EXTENDED), ServerCounter.DENIED);
  }

  @Test
  void countForTheRateLimitAndGetNoKiss() {
    RateLimit limit = new RateLimit(true, 3, 4, 4, 1);
    NtpResponder responder = responder(limit, EVERYBODY, true);
    int handedOver = 0;
    for (int i = 0; i < 200; i++) {
      int result = respond(responder, request(3, Mode.CLIENT, PLAIN));
      assertThat(result).isIn(NtpResponder.HAND_OVER, NtpResponder.SILENCE);
      handedOver += result == NtpResponder.HAND_OVER ? 1 : 0;
    }
    assertThat(handedOver).isBetween(4, 40);
    assertThat(responder.counters().get(ServerCounter.TO_BE_SIGNED)).isEqualTo(handedOver);
    assertThat(responder.counters().get(ServerCounter.LIMITED)).isEqualTo(200 - handedOver);
    assertThat(responder.counters().get(ServerCounter.KISSES)).isZero();
  }
}
