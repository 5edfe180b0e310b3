// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtpResponderTest {

  private static final long RECEIVED = 1_700_000_000_123_456_789L;
  private static final long LEAVES = RECEIVED + 15_000;
  private static final long MAPPED = 0xffffL << 32;
  private static final long CLIENT = MAPPED | 0x0a00_0007;
  private static final int PORT = 40_000;
  private static final int PRECISION = -23;
  private static final long COOKIE = 0x0123_4567_89ab_cdefL;
  private static final AccessTable EVERYBODY =
      AccessTable.of(
          List.of(
              new AccessTable.Rule(0, MAPPED, 96, true, false),
              new AccessTable.Rule(0, 0, 0, true, false)));

  private final ServedClock clock = new FixedClock(0.25);
  private final ByteBuffer buffer = ByteBuffer.allocate(2048);
  private NtpResponder responder = responder(RateLimit.NONE, List.of());

  private NtpResponder responder(RateLimit limit, List<SymmetricKey> keys) {
    return responder(limit, keys, 524_288, view(EVERYBODY));
  }

  private NtpResponder responder(
      RateLimit limit, List<SymmetricKey> keys, long clientLogLimit, ServerView view) {
    NtpResponder made =
        new NtpResponder(
            new ResponderOptions(PRECISION, limit, clientLogLimit), new KeyRing(keys), view, 7);
    made.begin(view, RECEIVED);
    return made;
  }

  private ServerView view(AccessTable access) {
    return new ServerView(
        clock, access, AddressSet.EMPTY, AddressSet.EMPTY, false, true, false, FixedClock.SCALE, 0);
  }

  private static byte[] request(int version, Mode mode) {
    byte[] request = new byte[48];
    request[0] = (byte) ((version << 3) | mode.code());
    request[2] = 6;
    ByteBuffer.wrap(request).putLong(40, COOKIE);
    return request;
  }

  private static byte[] request(long origin, long receive, long transmit) {
    byte[] request = request(4, Mode.CLIENT);
    ByteBuffer.wrap(request).putLong(24, origin).putLong(32, receive).putLong(40, transmit);
    return request;
  }

  private int respond(byte[] request, int port) {
    // Not at the start, as in a buffer of many.
    buffer.put(64, request);
    int length =
        responder.respond(
            buffer, 64, request.length, 0, CLIENT, port, 0, MAPPED | 0x7f00_0001, RECEIVED);
    if (length > 0) {
      responder.depart(buffer, 64, responder.departure(), LEAVES);
    }
    return length;
  }

  private byte[] reply(byte[] request) {
    int length = respond(request, PORT);
    assertThat(length).isPositive().isLessThanOrEqualTo(request.length);
    byte[] reply = new byte[length];
    buffer.get(64, reply);
    return reply;
  }

  private static NtpPacket decoded(byte[] data) {
    return ((Decoded.Packet) PacketCodec.decode(data, data.length)).packet();
  }

  private long count(ServerCounter counter) {
    return responder.counters().get(counter);
  }

  private void isSilent(byte[] request, ServerCounter reason) {
    long before = count(reason);
    assertThat(respond(request, PORT)).isEqualTo(NtpResponder.SILENCE);
    assertThat(count(reason)).isEqualTo(before + 1);
    assertThat(count(ServerCounter.ANSWERED)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void answersAClientInItsOwnVersion(int version) {
    NtpPacket reply = decoded(reply(request(version, Mode.CLIENT)));
    assertThat(reply.version()).isEqualTo(version);
    assertThat(reply.mode()).isEqualTo(Mode.SERVER);
    assertThat(reply.leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(reply.stratum()).isEqualTo(FixedClock.STRATUM);
    assertThat(reply.poll()).isEqualTo(6);
    assertThat(reply.precision()).isEqualTo(PRECISION);
    assertThat(reply.rootDelay().bits()).isEqualTo(FixedClock.ROOT_DELAY);
    assertThat(reply.rootDispersion().bits()).isEqualTo(FixedClock.ROOT_DISPERSION);
    assertThat(reply.referenceId().bits()).isEqualTo(FixedClock.REFERENCE_ID);
    assertThat(reply.reference().bits()).isEqualTo(FixedClock.REFERENCE);
    assertThat(reply.origin().bits()).isEqualTo(COOKIE);
    assertThat(count(ServerCounter.ANSWERED)).isEqualTo(1);
  }

  @Test
  void tellsServedTimeToThePrecisionAndMarksWhichTimestampIsWhich() {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      NtpPacket reply = decoded(reply(request(4, Mode.CLIENT)));
      NtpTimestamp received = NtpTimestamp.ofEpochNanos(RECEIVED + 250_000_000);
      NtpTimestamp leaves = NtpTimestamp.ofEpochNanos(LEAVES + 250_000_000);
      assertThat(Math.abs(reply.receive().secondsSince(received))).isLessThan(0x1p-23);
      assertThat(Math.abs(reply.transmit().secondsSince(leaves))).isLessThan(0x1p-23);
      assertThat(reply.receive().bits() & 1).isEqualTo(1);
      assertThat(reply.transmit().bits() & 1).isZero();
      seen.add(reply.receive().bits());
    }
    assertThat(seen).as("random below the precision").hasSizeGreaterThan(100);
  }

  @Test
  void aStrangersSymmetricRequestGetsAPassiveReply() {
    assertThat(decoded(reply(request(4, Mode.SYMMETRIC_ACTIVE))).mode())
        .isEqualTo(Mode.SYMMETRIC_PASSIVE);
  }

  @Test
  void versionOneWithoutAModeIsAClientUnlessItComesFromTheServersPort() {
    assertThat(decoded(reply(request(1, Mode.RESERVED))).mode()).isEqualTo(Mode.SERVER);
    assertThat(respond(request(1, Mode.RESERVED), 123)).isZero();
    assertThat(respond(request(2, Mode.RESERVED), PORT)).isZero();
    assertThat(respond(request(4, Mode.RESERVED), PORT)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"SYMMETRIC_PASSIVE", "SERVER", "BROADCAST"})
  void answersNoAnswer(Mode mode) {
    for (int version = 0; version < 8; version++) {
      assertThat(respond(request(version, mode), PORT)).isZero();
    }
    assertThat(count(ServerCounter.NOT_A_REQUEST)).isEqualTo(4);
    assertThat(count(ServerCounter.MALFORMED)).isEqualTo(4);
  }

  @Test
  void answersNeitherControlNorPrivateMode() {
    isSilent(request(4, Mode.CONTROL), ServerCounter.CONTROL);
    isSilent(request(2, Mode.PRIVATE), ServerCounter.CONTROL);
    isSilent(Arrays.copyOf(request(2, Mode.CONTROL), 12), ServerCounter.CONTROL);
  }

  @Test
  void handsOverWhatNtpqAsksFromAndToThisMachineOnly() {
    byte[] request = {(byte) 0xd6, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    responder.begin(view(AccessTable.NOBODY), RECEIVED);
    long here = MAPPED | 0x7f00_0001;
    long alsoHere = MAPPED | 0x7fff_fffe;
    assertThat(control(request, 0, here, PORT, 0, alsoHere)).isEqualTo(NtpResponder.HAND_OVER);
    assertThat(control(request, 0, 1, PORT, 0, 1)).isEqualTo(NtpResponder.HAND_OVER);
    byte[] padded = Arrays.copyOf(request, 480);
    assertThat(control(padded, 0, 1, PORT, 0, 1)).isEqualTo(NtpResponder.HAND_OVER);
    assertThat(control(request, 0, here, 123, 0, alsoHere)).as("another service").isZero();
    assertThat(count(ServerCounter.HANDED_OVER)).isEqualTo(3);
    long elsewhere = MAPPED | 0x0a00_0001;
    long[][] pairs = {
      {0, here, 0, elsewhere},
      {0, elsewhere, 0, here},
      {0, elsewhere, 0, elsewhere},
      {0, here, 0, 0},
      {0, 0x7f00_0001, 0, here},
      {1, 1, 0, 1},
      {0, 2, 0, 1},
      {0, MAPPED | 0x8000_0001L, 0, here},
      {0, MAPPED | 0x7e00_0001L, 0, here}
    };
    for (long[] pair : pairs) {
      assertThat(control(request, pair[0], pair[1], PORT, pair[2], pair[3])).isZero();
      assertThat(control(padded, pair[0], pair[1], PORT, pair[2], pair[3])).isZero();
    }
    assertThat(control(request, 0, here, 0, 0, here)).isZero();
    assertThat(count(ServerCounter.CONTROL)).isEqualTo(2 * pairs.length + 2);
  }

  @Test
  void handsOverNoAnswerOfMode6AndNothingWhereItIsSwitchedOff() {
    byte[] request = {(byte) 0xd6, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    for (int flag : new int[] {0x80, 0x40, 0x20}) {
      byte[] answer = request.clone();
      answer[1] |= (byte) flag;
      assertThat(control(answer, 0, 1, PORT, 0, 1)).isZero();
    }
    responder.begin(
        new ServerView(
            clock,
            EVERYBODY,
            AddressSet.EMPTY,
            AddressSet.EMPTY,
            true,
            false,
            false,
            FixedClock.SCALE,
            0),
        RECEIVED);
    assertThat(control(request, 0, 1, PORT, 0, 1)).isZero();
    assertThat(count(ServerCounter.CONTROL)).isEqualTo(4);
  }

  private int control(
      byte[] request, long high, long low, int port, long localHigh, long localLow) {
    buffer.put(64, request);
    return responder.respond(
        buffer, 64, request.length, high, low, port, localHigh, localLow, RECEIVED);
  }

  @Test
  void countsOlderVersionsOfThoseAnswered() {
    for (int version = 1; version <= 4; version++) {
      respond(request(version, Mode.CLIENT), PORT);
      respond(request(version, Mode.SYMMETRIC_ACTIVE), PORT);
    }
    respond(request(1, Mode.RESERVED), PORT);
    assertThat(count(ServerCounter.ANSWERED)).isEqualTo(9);
    assertThat(count(ServerCounter.OLDER_VERSION)).isEqualTo(7);
    assertThat(count(ServerCounter.VERSION_1_CLIENT)).isOne();
    assertThat(count(ServerCounter.VERSION_1_SYMMETRIC)).isOne();
    assertThat(count(ServerCounter.VERSION_1_WITHOUT_MODE)).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 6, 7})
  void answersNoOtherVersion(int version) {
    isSilent(request(version, Mode.CLIENT), ServerCounter.MALFORMED);
  }

  @Test
  void answersNothingOfAnImpossibleLength() {
    for (int length = 0; length < 48; length++) {
      isSilent(Arrays.copyOf(request(4, Mode.CLIENT), length), ServerCounter.MALFORMED);
    }
    for (int length : new int[] {49, 50, 51, 52, 56, 60, 64, 1144, 1500}) {
      byte[] longer = Arrays.copyOf(request(4, Mode.CLIENT), length);
      Arrays.fill(longer, 48, length, (byte) 1);
      isSilent(longer, ServerCounter.MALFORMED);
    }
  }

  @Test
  void answersNobodyWhoCannotHaveAsked() {
    byte[] request = request(4, Mode.CLIENT);
    assertThat(respond(request, 0)).isZero();
    long[][] impossible = {
      {0, MAPPED},
      {0, MAPPED | 0xffff_ffffL},
      {0, MAPPED | 0xe000_0101L},
      {0, MAPPED | 0xf000_0001L},
      {0, 0},
      {0xff02L << 48, 0x101}
    };
    for (long[] sender : impossible) {
      buffer.put(64, request);
      assertThat(responder.respond(buffer, 64, 48, sender[0], sender[1], PORT, 0, 1, RECEIVED))
          .as("%x %x", sender[0], sender[1])
          .isZero();
    }
    assertThat(count(ServerCounter.IMPOSSIBLE_SENDER)).isEqualTo(7);
  }

  @Test
  void answersOnlyWhoIsAllowed() {
    AccessTable others =
        AccessTable.of(List.of(new AccessTable.Rule(0, MAPPED | 0x0a00_0100, 120, true, false)));
    responder = responder(RateLimit.NONE, List.of(), 524_288, view(others));
    isSilent(request(4, Mode.CLIENT), ServerCounter.DENIED);
    responder.begin(view(EVERYBODY), RECEIVED);
    assertThat(reply(request(4, Mode.CLIENT))).hasSize(48);
  }

  @Test
  void handsOverWhatAnAssociationWaitsForAndLeavesItAsItWas() {
    ServerView expecting =
        new ServerView(
            clock,
            EVERYBODY,
            AddressSet.of(List.of(new long[] {0, CLIENT})),
            AddressSet.EMPTY,
            true,
            false,
            false,
            FixedClock.SCALE,
            0);
    responder.begin(expecting, RECEIVED);
    for (Mode mode : List.of(Mode.SYMMETRIC_ACTIVE, Mode.SYMMETRIC_PASSIVE, Mode.BROADCAST)) {
      byte[] packet = request(4, mode);
      assertThat(respond(packet, 123)).isEqualTo(NtpResponder.HAND_OVER);
      byte[] left = new byte[48];
      buffer.get(64, left);
      assertThat(left).isEqualTo(packet);
    }
    assertThat(respond(request(4, Mode.SERVER), 123)).as("nobody asked").isZero();
    assertThat(reply(request(4, Mode.CLIENT))).as("a peer may ask as a client").hasSize(48);
  }

  @Test
  void theThirdReplyToAnInterleavedClientTellsWhenTheSecondReallyLeft() {
    NtpPacket first = decoded(reply(request(0, 0, 101)));
    assertThat(responder.isStampWanted()).as("of a client that does not ask for it").isFalse();
    NtpPacket second = decoded(reply(request(first.receive().bits(), 301, 201)));
    assertThat(second.origin().bits()).isEqualTo(201);
    assertThat(responder.isStampWanted()).isTrue();
    assertThat(responder.stampToken()).isEqualTo(second.receive().bits());
    responder.onTransmitted(responder.stampToken(), RECEIVED + 43_000);
    NtpPacket third = decoded(reply(request(second.receive().bits(), 401, 501)));
    assertThat(third.origin().bits()).as("interleaved").isEqualTo(401);
    assertThat(third.transmit().secondsSince(second.receive())).isCloseTo(43e-6, within(0x1p-22));
    assertThat(count(ServerCounter.INTERLEAVED)).isEqualTo(1);
    // A timestamp is used once: a replayed request gets the basic reply.
    assertThat(decoded(reply(request(second.receive().bits(), 401, 501))).origin().bits())
        .isEqualTo(501);
  }

  @Test
  void interleavesOnlyWhereAClientHasSeenTheReply() {
    NtpPacket first = decoded(reply(request(0, 0, 101)));
    NtpPacket second = decoded(reply(request(first.receive().bits(), 301, 201)));
    long known = second.receive().bits();
    assertThat(decoded(reply(request(known + 2, 401, 501))).origin().bits()).isEqualTo(501);
    assertThat(decoded(reply(request(known & ~1L, 401, 501))).origin().bits()).isEqualTo(501);
    assertThat(decoded(reply(request(known, 501, 501))).origin().bits()).isEqualTo(501);
    byte[] version3 = request(known, 401, 501);
    version3[0] = 0x1b;
    assertThat(decoded(reply(version3)).origin().bits()).isEqualTo(501);
    assertThat(decoded(reply(request(known, 401, 501))).origin().bits()).isEqualTo(401);
  }

  @Test
  void aSteppedClockEndsWhatWasRemembered() {
    NtpPacket first = decoded(reply(request(0, 0, 101)));
    NtpPacket second = decoded(reply(request(first.receive().bits(), 301, 201)));
    responder.begin(
        new ServerView(
            clock,
            EVERYBODY,
            AddressSet.EMPTY,
            AddressSet.EMPTY,
            false,
            true,
            false,
            FixedClock.SCALE,
            1),
        RECEIVED);
    assertThat(decoded(reply(request(second.receive().bits(), 401, 501))).origin().bits())
        .isEqualTo(501);
  }

  @Test
  void withoutAClientLogNothingIsInterleaved() {
    responder = responder(RateLimit.NONE, List.of(), 0, view(EVERYBODY));
    NtpPacket first = decoded(reply(request(0, 0, 101)));
    NtpPacket second = decoded(reply(request(first.receive().bits(), 301, 201)));
    assertThat(decoded(reply(request(second.receive().bits(), 401, 501))).origin().bits())
        .isEqualTo(501);
    responder.begin(view(EVERYBODY), RECEIVED);
    assertThat(responder.counters().rememberedReplies()).isZero();
  }

  private static SymmetricKey key(KeyAlgorithm algorithm) {
    int length = algorithm.keyLength() == 0 ? 20 : algorithm.keyLength();
    return new SymmetricKey(9, algorithm, "k".repeat(length).getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void answersARequestWithAKeyByTheSameKey(KeyAlgorithm algorithm) {
    if (!algorithm.isSupported()) {
      return;
    }
    SymmetricKey key = key(algorithm);
    responder = responder(RateLimit.NONE, List.of(key));
    for (int version : new int[] {3, 4}) {
      byte[] request = new KeyRing(List.of(key)).seal(request(version, Mode.CLIENT), 9);
      byte[] reply = reply(request);
      assertThat(reply).hasSameSizeAs(request);
      assertThat(new KeyRing(List.of(key)).verify(reply, reply.length, 48))
          .isEqualTo(Verdict.AUTHENTIC);
    }
    assertThat(count(ServerCounter.AUTHENTICATED)).isEqualTo(2);
  }

  @Test
  void isSilentToAForgedOrUnknownKey() {
    SymmetricKey key = key(KeyAlgorithm.AES128);
    responder = responder(RateLimit.NONE, List.of(key));
    byte[] forged = new KeyRing(List.of(key)).seal(request(4, Mode.CLIENT), 9);
    forged[60] ^= 1;
    isSilent(forged, ServerCounter.NOT_AUTHENTIC);
    byte[] unknown = new KeyRing(List.of(key)).seal(request(4, Mode.CLIENT), 9);
    unknown[51] = 8;
    isSilent(unknown, ServerCounter.NOT_AUTHENTIC);
    byte[] cryptoNak = Arrays.copyOf(request(4, Mode.CLIENT), 52);
    isSilent(cryptoNak, ServerCounter.MALFORMED);
  }

  @Test
  void isSilentToARequestSealedByNetworkTimeSecurity() {
    for (int field : new int[] {0x0104, 0x0204, 0x0304, 0x0404}) {
      byte[] sealed = Arrays.copyOf(request(4, Mode.CLIENT), 48 + 40);
      ByteBuffer.wrap(sealed).putShort(48, (short) field).putShort(50, (short) 40);
      isSilent(sealed, ServerCounter.NOT_AUTHENTIC);
    }
  }

  @Test
  void unknownExtensionFieldsAreNotAnswered() {
    byte[] extended = Arrays.copyOf(request(4, Mode.CLIENT), 48 + 28);
    ByteBuffer.wrap(extended).putShort(48, (short) 0xf111).putShort(50, (short) 28);
    assertThat(reply(extended)).hasSize(48);
  }

  @Test
  void fieldsThatAreUnderstoodAreFilledAndCoveredByTheMac() {
    SymmetricKey key = key(KeyAlgorithm.AES128);
    responder = responder(RateLimit.NONE, List.of(key));
    responder.begin(
        new ServerView(
            clock,
            EVERYBODY,
            AddressSet.EMPTY,
            AddressSet.EMPTY,
            false,
            true,
            false,
            new MonotonicScale(2_000_000_000L, 77),
            0),
        RECEIVED);
    byte[] extended = Arrays.copyOf(request(4, Mode.CLIENT), 48 + 28 + 28);
    ByteBuffer.wrap(extended)
        .putInt(48, 0xf111_001c)
        .putInt(76, 0xf323_001c)
        .putInt(80, 0xf5be_dd9a);
    byte[] request = new KeyRing(List.of(key)).seal(extended, 9);
    byte[] reply = reply(request);
    assertThat(reply).hasSize(48 + 28 + 20);
    assertThat(new KeyRing(List.of(key)).verify(reply, reply.length, 76))
        .isEqualTo(Verdict.AUTHENTIC);
    ByteBuffer field = ByteBuffer.wrap(reply);
    assertThat(field.getInt(48)).isEqualTo(0xf323_001c);
    assertThat(field.getInt(52)).isEqualTo(0xf5be_dd9a);
    assertThat(field.getInt(56)).isEqualTo(FixedClock.FINE_ROOT_DELAY);
    assertThat(field.getInt(60)).isEqualTo(FixedClock.FINE_ROOT_DISPERSION);
    assertThat(field.getLong(64) - field.getLong(32))
        .as("even less what is told")
        .isEqualTo(2L << 32);
    assertThat(field.getInt(72)).isEqualTo(77);
  }

  @Test
  void aKissTellsAClientToAskLessOften() {
    responder = responder(new RateLimit(true, 10, 1, 4, 1), List.of());
    NtpPacket kiss = decoded(reply(request(4, Mode.CLIENT)));
    for (int i = 0; i < 100 && kiss.stratum() != 0; i++) {
      int length = respond(request(4, Mode.CLIENT), PORT);
      if (length > 0) {
        byte[] reply = new byte[length];
        buffer.get(64, reply);
        kiss = decoded(reply);
      }
    }
    assertThat(kiss.stratum()).isZero();
    assertThat(kiss.leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED);
    assertThat(kiss.referenceId().text()).isEqualTo("RATE");
    assertThat(kiss.origin().bits()).isEqualTo(COOKIE);
    assertThat(kiss.poll()).isEqualTo(10);
    assertThat(count(ServerCounter.KISSES)).isEqualTo(1);
  }

  @Test
  void countsEveryDatagramOnce() {
    responder = responder(new RateLimit(true, 0, 2, 1, 1), List.of(key(KeyAlgorithm.MD5)));
    Random random = new Random(11);
    int datagrams = 100_000;
    for (int i = 0; i < datagrams; i++) {
      byte[] data = new byte[random.nextInt(200)];
      random.nextBytes(data);
      if (data.length > 0 && random.nextInt(4) != 0) {
        data[0] = (byte) ((random.nextInt(1, 5) << 3) | random.nextInt(8));
      }
      int length = respond(data, random.nextInt(65_536));
      assertThat(length).as("seed 11, datagram %d", i).isBetween(0, data.length);
    }
    long counted = 0;
    for (ServerCounter counter : ServerCounter.values()) {
      counted += counter.compareTo(ServerCounter.INTERLEAVED) >= 0 ? 0 : count(counter);
    }
    assertThat(counted).isEqualTo(datagrams);
  }

  @Test
  void aReplyTakesOnlyItsOwnPlaceInTheBuffer() {
    byte[] all = new byte[buffer.capacity()];
    new Random(5).nextBytes(all);
    buffer.put(0, all);
    byte[] before = all.clone();
    respond(request(4, Mode.CLIENT), PORT);
    buffer.get(0, all);
    assertThat(HexFormat.of().formatHex(all, 0, 64))
        .isEqualTo(HexFormat.of().formatHex(before, 0, 64));
    assertThat(Arrays.equals(all, 112, all.length, before, 112, all.length)).isTrue();
  }
}
