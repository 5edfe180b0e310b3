// SPDX-License-Identifier: Apache-2.0
package dev.meantime.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.KissCode;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestServerTest {

  private static final long COOKIE = 0x0123456789abcdefL;
  private static final long START = Instant.parse("2036-02-07T06:28:20Z").getEpochSecond();
  private static final long NOW = START * 1_000_000_000L;
  private static final int PATIENCE_MILLIS = 5000;
  private static final SymmetricKey KEY =
      new SymmetricKey(70000, KeyAlgorithm.SHA256, "a key of some length".getBytes(US_ASCII));

  private final TestServer server =
      TestServer.start(TestServer.Setup.standard().withClock(() -> NOW).withKeys(KEY));
  private DatagramSocket socket;

  @BeforeEach
  void open() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void close() {
    socket.close();
    server.close();
  }

  @Test
  void answersAsAPrimaryServer() throws IOException {
    NtpPacket answer = ask(Behaviour.truthful());
    assertThat(answer)
        .isEqualTo(
            new NtpPacket(
                LeapIndicator.NONE,
                4,
                Mode.SERVER,
                1,
                6,
                -24,
                NtpShort.ZERO,
                new NtpShort(1),
                ReferenceId.ofText("GPS"),
                NtpTimestamp.ofEpochNanos(NOW - NOW % 16_000_000_000L),
                new NtpTimestamp(COOKIE),
                NtpTimestamp.ofEpochNanos(NOW),
                NtpTimestamp.ofEpochNanos(NOW),
                List.of(),
                new MacField.None()));
    assertThat(server.requests()).isEqualTo(1);
    assertThat(server.replies()).isEqualTo(1);
    assertThat(server.lastRequest()).contains(NtpPacket.clientRequest(4, 6, COOKIE));
  }

  @Test
  void saysWhatItIsTold() throws IOException {
    NtpPacket answer =
        ask(
            Behaviour.truthful()
                .withOffset(-2.5)
                .withLeap(LeapIndicator.INSERT)
                .withStratum(3, new ReferenceId(0xc0000201))
                .withRoot(0.25, 0.5)
                .withPrecision(-18));
    assertThat(answer.leap()).isEqualTo(LeapIndicator.INSERT);
    assertThat(answer.stratum()).isEqualTo(3);
    assertThat(answer.referenceId().dotted()).isEqualTo("192.0.2.1");
    assertThat(answer.rootDelay().toSeconds()).isEqualTo(0.25);
    assertThat(answer.rootDispersion().toSeconds()).isEqualTo(0.5);
    assertThat(answer.precision()).isEqualTo(-18);
    assertThat(answer.receive()).isEqualTo(NtpTimestamp.ofEpochNanos(NOW - 2_500_000_000L));
    assertThat(answer.transmit().secondsSince(answer.reference())).isBetween(0.0, 16.0);
  }

  @Test
  void isUnsynchronised() throws IOException {
    NtpPacket answer = ask(Behaviour.unsynchronised());
    assertThat(answer.leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED);
    assertThat(answer.stratum()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void answersInTheRequestsVersion(int version) throws IOException {
    byte[] request = PacketCodec.encode(NtpPacket.clientRequest(version, 6, COOKIE));
    send(request);
    assertThat(receivePacket().version()).isEqualTo(version);
    server.behave(with(new Fault.OtherVersion(3)));
    send(request);
    assertThat(receivePacket().version()).isEqualTo(3);
  }

  @Test
  void answersOldClientsAndPeersAndNobodyElse() throws IOException {
    byte[] request = new byte[48];
    for (int mode : new int[] {0, 2, 4, 5, 6, 7}) {
      request[0] = (byte) (4 << 3 | mode);
      send(request);
    }
    request[0] = 1 << 3;
    send(request);
    assertThat(receivePacket().mode()).isEqualTo(Mode.SERVER);
    request[0] = 4 << 3 | 1;
    send(request);
    assertThat(receivePacket().mode()).isEqualTo(Mode.SYMMETRIC_PASSIVE);
    assertThat(server.requests()).isEqualTo(8);
    assertThat(server.replies()).isEqualTo(2);
  }

  @Test
  void staysSilentAndRecovers() throws Exception {
    server.behave(with(new Fault.Silence()));
    send(request());
    assertThat(server.awaitRequests(1, Duration.ofSeconds(5))).isTrue();
    assertThat(server.replies()).isZero();
    assertThat(ask(Behaviour.truthful()).stratum()).isEqualTo(1);
    assertThat(server.awaitRequests(3, Duration.ZERO)).isFalse();
  }

  @Test
  void losesTheSameRequestsWithTheSameSeed() throws Exception {
    List<Long> first = answered(0x5EED0040L);
    assertThat(answered(0x5EED0040L)).isEqualTo(first);
    assertThat(answered(0x5EED0041L)).isNotEqualTo(first);
    assertThat(first.size()).isBetween(1, 63);
  }

  /// The cookies of those of 64 requests that are answered.
  private List<Long> answered(long seed) throws Exception {
    server.behave(with(new Fault.Loss(0.5, seed)));
    long before = server.requests();
    for (long cookie = 1; cookie <= 64; cookie++) {
      send(PacketCodec.encode(NtpPacket.clientRequest(4, 6, cookie)));
    }
    assertThat(server.awaitRequests(before + 64, Duration.ofSeconds(5))).isTrue();
    server.behave(Behaviour.truthful());
    send(request());
    List<Long> answered = new ArrayList<>();
    for (long cookie = receivePacket().origin().bits();
        cookie != COOKIE;
        cookie = receivePacket().origin().bits()) {
      answered.add(cookie);
    }
    return answered;
  }

  @ParameterizedTest
  @EnumSource(names = {"RATE", "DENY", "RSTR", "NTSN"})
  void sendsKissesOfDeath(KissCode code) throws IOException {
    NtpPacket answer = ask(with(new Fault.KissOfDeath(code)).with(new Fault.AnnouncedPoll(10)));
    assertThat(answer.leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED);
    assertThat(answer.stratum()).isZero();
    assertThat(KissCode.of(answer.referenceId())).isEqualTo(code);
    assertThat(answer.origin().bits()).isEqualTo(COOKIE);
    assertThat(answer.poll()).isEqualTo(10);
  }

  @Test
  void returnsAnotherOrigin() throws IOException {
    assertThat(ask(with(new Fault.WrongOrigin())).origin().bits()).isEqualTo(COOKIE ^ 1);
  }

  @ParameterizedTest
  @EnumSource
  void leavesATimestampZero(Fault.ZeroTimestamp.Field field) throws IOException {
    NtpPacket answer = ask(with(new Fault.ZeroTimestamp(field)));
    List<NtpTimestamp> timestamps =
        List.of(answer.reference(), answer.origin(), answer.receive(), answer.transmit());
    assertThat(timestamps).filteredOn(NtpTimestamp::isZero).hasSize(1);
    assertThat(timestamps.indexOf(NtpTimestamp.ZERO))
        .isEqualTo(Arrays.asList(Fault.ZeroTimestamp.Field.values()).indexOf(field));
  }

  @Test
  void repeatsItsAnswer() throws IOException {
    NtpPacket answer = ask(with(new Fault.Duplicate(2)));
    assertThat(receivePacket()).isEqualTo(answer);
    assertThat(receivePacket()).isEqualTo(answer);
  }

  @Test
  void delaysAsymmetrically() throws IOException {
    server.behave(with(new Fault.Delay(0.03, 0.01)));
    long sent = System.nanoTime();
    send(request());
    NtpPacket answer = receivePacket();
    double elapsed = (System.nanoTime() - sent) * 1e-9;
    assertThat(elapsed).isGreaterThanOrEqualTo(0.04);
    assertThat(answer.receive()).isEqualTo(NtpTimestamp.ofEpochNanos(NOW + 30_000_000L));
    assertThat(answer.transmit()).isEqualTo(NtpTimestamp.ofEpochNanos(NOW + 30_000_000L));
  }

  @Test
  void answersOthersWhileItHoldsAnAnswerBack() throws Exception {
    server.behave(with(new Fault.Delay(0, 0.3)));
    send(PacketCodec.encode(NtpPacket.clientRequest(4, 6, 1)));
    assertThat(server.awaitRequests(1, Duration.ofSeconds(5))).isTrue();
    assertThat(ask(Behaviour.truthful()).origin().bits()).isEqualTo(COOKIE);
    assertThat(receivePacket().origin().bits()).isEqualTo(1);
  }

  @Test
  void cutsAndGarblesItsAnswer() throws IOException {
    server.behave(with(new Fault.Truncated(47)));
    send(request());
    assertThat(receive().getLength()).isEqualTo(47);
    server.behave(with(new Fault.Garbage(1200, 7)).with(new Fault.Truncated(1000)));
    send(request());
    byte[] first = octets(receive());
    assertThat(first).hasSize(1000);
    server.behave(server.behaviour());
    send(request());
    assertThat(octets(receive())).isEqualTo(first);
  }

  @Test
  void answersFromAnotherPort() throws IOException {
    server.behave(with(new Fault.WrongPort()));
    send(request());
    assertThat(receive().getPort()).isNotEqualTo(server.port());
    server.behave(Behaviour.truthful());
    send(request());
    assertThat(receive().getPort()).isEqualTo(server.port());
  }

  @Test
  void authenticatesWithTheRequestsKey() throws IOException {
    for (int version = 3; version <= 4; version++) {
      assertThat(askSealed(version, Behaviour.truthful())).isEqualTo(Verdict.AUTHENTIC);
    }
    assertThat(server.rejected()).isZero();
  }

  @Test
  void authenticatesWrongly() throws IOException {
    SymmetricKey other = new SymmetricKey(1, KeyAlgorithm.MD5, "other".getBytes(US_ASCII));
    assertThat(askSealed(4, with(new Fault.NoMac()))).isEqualTo(Verdict.MISSING);
    assertThat(askSealed(4, with(new Fault.ForgedMac()))).isEqualTo(Verdict.FORGED);
    assertThat(askSealed(4, with(new Fault.OtherKey(other)))).isEqualTo(Verdict.WRONG_KEY);
    assertThat(askSealed(4, with(new Fault.CryptoNak()))).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void staysSilentToWhatItCannotAuthenticate() throws Exception {
    SymmetricKey sameId =
        new SymmetricKey(KEY.id(), KeyAlgorithm.SHA256, "other".getBytes(US_ASCII));
    send(new SymmetricAuthenticator(sameId).seal(request()));
    send(new byte[20]);
    assertThat(ask(Behaviour.truthful()).stratum()).isEqualTo(1);
    assertThat(server.requests()).isEqualTo(2);
    assertThat(server.rejected()).isEqualTo(2);
    assertThat(server.replies()).isEqualTo(1);
  }

  @Test
  void measuredOffsetIsTheScriptedOne() throws IOException {
    try (TestServer real = TestServer.start(Behaviour.truthful().withOffset(0.125))) {
      long t1 = nanos(Instant.now());
      byte[] request = request();
      socket.send(new DatagramPacket(request, request.length, real.address()));
      NtpPacket answer = receivePacket();
      long t4 = nanos(Instant.now());
      double offset =
          (answer.receive().secondsSince(NtpTimestamp.ofEpochNanos(t1))
                  + answer.transmit().secondsSince(NtpTimestamp.ofEpochNanos(t4)))
              / 2;
      assertThat(offset).isCloseTo(0.125, within((t4 - t1) * 1e-9));
    }
  }

  @Test
  void freesItsPortWhenClosed() throws IOException {
    server.close();
    new DatagramSocket(server.port(), InetAddress.getLoopbackAddress()).close();
    server.close();
  }

  @Test
  void saysWhichAddressCannotBeBound() {
    TestServer.Setup taken =
        TestServer.Setup.standard().withAddress(InetAddress.getLoopbackAddress(), server.port());
    assertThatThrownBy(() -> TestServer.start(taken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(String.valueOf(server.port()));
  }

  private static Behaviour with(Fault fault) {
    return Behaviour.truthful().with(fault);
  }

  private static byte[] request() {
    return PacketCodec.encode(NtpPacket.clientRequest(4, 6, COOKIE));
  }

  private NtpPacket ask(Behaviour behaviour) throws IOException {
    server.behave(behaviour);
    send(request());
    return receivePacket();
  }

  private Verdict askSealed(int version, Behaviour behaviour) throws IOException {
    server.behave(behaviour);
    PacketAuthenticator authenticator = new SymmetricAuthenticator(KEY);
    send(authenticator.seal(PacketCodec.encode(NtpPacket.clientRequest(version, 6, COOKIE))));
    DatagramPacket answer = receive();
    Decoded.Packet packet = (Decoded.Packet) decode(answer);
    return authenticator.verify(answer.getData(), answer.getLength(), packet.macOffset());
  }

  private void send(byte[] octets) throws IOException {
    socket.send(new DatagramPacket(octets, octets.length, server.address()));
  }

  private DatagramPacket receive() throws IOException {
    DatagramPacket datagram = new DatagramPacket(new byte[2000], 2000);
    try {
      socket.receive(datagram);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer", e);
    }
    return datagram;
  }

  private NtpPacket receivePacket() throws IOException {
    return ((Decoded.Packet) decode(receive())).packet();
  }

  private static Decoded decode(DatagramPacket datagram) {
    return PacketCodec.decode(datagram.getData(), datagram.getLength());
  }

  private static byte[] octets(DatagramPacket datagram) {
    return Arrays.copyOf(datagram.getData(), datagram.getLength());
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
