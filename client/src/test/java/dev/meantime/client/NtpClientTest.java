// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.client.NtpResult.Cause;
import dev.meantime.client.NtpResult.Rejection;
import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.testing.Behaviour;
import dev.meantime.testing.Fault;
import dev.meantime.testing.TestServer;
import dev.meantime.wire.KissCode;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NtpClientTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final SymmetricKey KEY =
      new SymmetricKey(7, KeyAlgorithm.SHA1, "a shared secret".getBytes(StandardCharsets.US_ASCII));

  private final NtpClient client = NtpClient.open();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void measuresTheOffsetOfATruthfulServer() throws Exception {
    try (TestServer server =
        TestServer.start(Behaviour.truthful().withOffset(12.5).withRoot(0.25, 0.125))) {
      NtpMeasurement measurement = success(client.query(at(server), LONG));
      assertThat(measurement.offset()).isCloseTo(12.5, within(measurement.error()));
      assertThat(measurement.error()).isBetween(0.25, 0.35);
      assertThat(measurement.rootDistance()).isBetween(0.25, 0.35);
      assertThat(measurement.delay()).isBetween(0.0, 0.2);
      assertThat(measurement.packet().stratum()).isEqualTo(1);
      assertThat(measurement.address()).isEqualTo(server.address());
      assertThat(measurement.destination()).isAfterOrEqualTo(measurement.origin());
      assertThat(Duration.between(measurement.origin(), measurement.receive()))
          .isGreaterThan(Duration.ofSeconds(12));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsWhyThereIsNoAnswer(Fault fault, Cause expected) throws Exception {
    try (TestServer server = TestServer.start(Behaviour.truthful().with(fault))) {
      assertThat(client.query(at(server), SHORT))
          .isEqualTo(new NtpResult.Failure(at(server), expected));
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new Fault.Silence(), new Cause.Timeout()),
        Arguments.of(new Fault.WrongPort(), new Cause.Timeout()),
        Arguments.of(new Fault.WrongOrigin(), new Cause.BadOrigin()),
        Arguments.of(
            new Fault.KissOfDeath(KissCode.RATE),
            new Cause.KissOfDeath(ReferenceId.ofText("RATE"))),
        Arguments.of(
            new Fault.KissOfDeath(KissCode.DENY),
            new Cause.KissOfDeath(ReferenceId.ofText("DENY"))),
        Arguments.of(
            new Fault.ZeroTimestamp(Fault.ZeroTimestamp.Field.TRANSMIT),
            new Cause.MissingTimestamps()),
        Arguments.of(
            new Fault.ZeroTimestamp(Fault.ZeroTimestamp.Field.RECEIVE),
            new Cause.MissingTimestamps()),
        Arguments.of(
            new Fault.ZeroTimestamp(Fault.ZeroTimestamp.Field.ORIGIN), new Cause.BadOrigin()),
        Arguments.of(
            new Fault.Truncated(40), new Cause.Malformed("shorter than the 48-octet header")));
  }

  @Test
  void rejectsAServerWithoutTheTimeButShowsWhatItSaid() throws Exception {
    try (TestServer server = TestServer.start(Behaviour.unsynchronised())) {
      NtpResult result = client.query(at(server), LONG);
      assertThat(result)
          .isInstanceOfSatisfying(
              NtpResult.Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(new Rejection.Unsynchronised());
                assertThat(rejected.measurement().packet().leap())
                    .isEqualTo(LeapIndicator.UNSYNCHRONISED);
              });
    }
  }

  @Test
  void rejectsAServerThatIsTooFarFromTrueTime() throws Exception {
    try (TestServer server = TestServer.start(Behaviour.truthful().withRoot(4, 8.7))) {
      NtpResult result = client.query(at(server), LONG);
      assertThat(result)
          .isInstanceOfSatisfying(
              NtpResult.Rejected.class,
              rejected ->
                  assertThat(rejected.reason())
                      .isInstanceOfSatisfying(
                          Rejection.TooFar.class,
                          far -> {
                            assertThat(far.distance()).isCloseTo(10.7, within(0.2));
                            assertThat(far.limit()).isEqualTo(3);
                          }));
    }
  }

  @Test
  void tellsThatNobodyListens() throws Exception {
    int port;
    try (DatagramSocket closed = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    NtpResult result = client.query(NtpServer.of("127.0.0.1", port), LONG);
    assertThat(result)
        .isInstanceOfSatisfying(
            NtpResult.Failure.class,
            failure -> assertThat(failure.cause()).isInstanceOf(Cause.Unreachable.class));
  }

  @Test
  void tellsThatANameDoesNotResolve() throws Exception {
    NtpResult result = client.query(NtpServer.of("no-such-host.invalid"), LONG);
    assertThat(result)
        .isInstanceOfSatisfying(
            NtpResult.Failure.class,
            failure -> assertThat(failure.cause()).isInstanceOf(Cause.UnknownHost.class));
  }

  @Test
  void acceptsOnlyAnswersSealedWithTheKey() throws Exception {
    SymmetricKey other = new SymmetricKey(8, KeyAlgorithm.SHA1, new byte[20]);
    try (TestServer server = TestServer.start(TestServer.Setup.standard().withKeys(KEY))) {
      NtpServer sealed = at(server).withKey(KEY);
      success(client.query(sealed, LONG));
      server.behave(Behaviour.truthful().with(new Fault.NoMac()));
      assertThat(cause(client.query(sealed, SHORT)))
          .isEqualTo(new Cause.NotAuthentic(PacketAuthenticator.Verdict.MISSING));
      server.behave(Behaviour.truthful().with(new Fault.ForgedMac()));
      assertThat(cause(client.query(sealed, SHORT)))
          .isEqualTo(new Cause.NotAuthentic(PacketAuthenticator.Verdict.FORGED));
      server.behave(Behaviour.truthful().with(new Fault.OtherKey(other)));
      assertThat(cause(client.query(sealed, SHORT)))
          .isEqualTo(new Cause.NotAuthentic(PacketAuthenticator.Verdict.WRONG_KEY));
      server.behave(Behaviour.truthful().with(new Fault.CryptoNak()));
      assertThat(cause(client.query(sealed, SHORT)))
          .isEqualTo(new Cause.NotAuthentic(PacketAuthenticator.Verdict.REFUSED));
    }
  }

  /// Whatever each direction takes, an honest server's offset stays within the claimed error.
  @Test
  void theErrorCoversAnyAsymmetryOfTheDelay() throws Exception {
    long seed = 20261122;
    Random random = new Random(seed);
    try (TestServer server = TestServer.start()) {
      for (int i = 0; i < 40; i++) {
        double there = random.nextDouble() * 0.01;
        double back = random.nextDouble() * 0.01;
        server.behave(Behaviour.truthful().with(new Fault.Delay(there, back)));
        NtpMeasurement measurement = success(client.query(at(server), LONG));
        assertThat(Math.abs(measurement.offset()))
            .as("seed %d, run %d: %f there, %f back", seed, i, there, back)
            .isLessThanOrEqualTo(measurement.error());
        assertThat(measurement.delay()).isGreaterThanOrEqualTo(there + back - 1e-9);
      }
    }
  }

  @Test
  void waitsForTheAnswerBehindForgedOnes() throws Exception {
    try (ForgingServer server = new ForgingServer()) {
      NtpMeasurement measurement = success(client.query(NtpServer.of(server.address()), LONG));
      assertThat(measurement.packet().referenceId().text()).isEqualTo("GPS");
    }
  }

  @Test
  void servesThousandsOfQueriesOnOneThread() throws Exception {
    try (TestServer server = TestServer.start()) {
      long before = threads();
      List<CompletableFuture<NtpResult>> results = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        results.add(client.queryAsync(at(server), Duration.ofSeconds(60)).toCompletableFuture());
      }
      int answered = 0;
      for (CompletableFuture<NtpResult> result : results) {
        if (result.get(60, TimeUnit.SECONDS) instanceof NtpResult.Success) {
          answered++;
        }
      }
      // The socket buffer of the one server may overflow; what it answered must all have come
      // through.
      assertThat((long) answered).isEqualTo(Math.min(2000, server.replies()));
      assertThat(answered).isGreaterThan(500);
      assertThat(threads()).isLessThanOrEqualTo(before + 2);
    }
  }

  @Test
  void answersInTheOrderOfTheServers() throws Exception {
    try (TestServer first = TestServer.start(Behaviour.truthful().withOffset(1));
        TestServer second = TestServer.start(Behaviour.truthful().withOffset(2));
        TestServer third =
            TestServer.start(Behaviour.truthful().with(new Fault.KissOfDeath(KissCode.RSTR)))) {
      List<NtpResult> results = client.queryAll(List.of(at(first), at(second), at(third)), LONG);
      assertThat(success(results.get(0)).offset()).isCloseTo(1, within(0.2));
      assertThat(success(results.get(1)).offset()).isCloseTo(2, within(0.2));
      assertThat(cause(results.get(2)))
          .isEqualTo(new Cause.KissOfDeath(ReferenceId.ofText("RSTR")));
    }
  }

  @Test
  void closingEndsQueriesInFlight() throws Exception {
    try (TestServer server = TestServer.start(Behaviour.truthful().with(new Fault.Silence()))) {
      CompletableFuture<NtpResult> result =
          client.queryAsync(at(server), Duration.ofHours(1)).toCompletableFuture();
      client.close();
      assertThat(cause(result.get(10, TimeUnit.SECONDS))).isEqualTo(new Cause.Closed());
      assertThatThrownBy(() -> client.query(at(server), LONG))
          .isInstanceOf(IllegalStateException.class);
      client.close();
    }
  }

  @Test
  void interruptingEndsTheWait() throws Exception {
    try (TestServer server = TestServer.start(Behaviour.truthful().with(new Fault.Silence()))) {
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread waiting =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.query(at(server), Duration.ofHours(1));
                } catch (InterruptedException e) {
                  thrown.complete(e);
                }
              });
      assertThat(server.awaitRequests(1, LONG)).isTrue();
      waiting.interrupt();
      assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void refusesAMissingDeadline() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.query(NtpServer.of("127.0.0.1"), Duration.ZERO));
  }

  private static NtpServer at(TestServer server) {
    return NtpServer.of(server.address());
  }

  private static NtpMeasurement success(NtpResult result) {
    if (result instanceof NtpResult.Success(NtpServer ignored, NtpMeasurement measurement)) {
      return measurement;
    }
    throw new AssertionError("no success: " + result);
  }

  private static Cause cause(NtpResult result) {
    if (result instanceof NtpResult.Failure(NtpServer ignored, Cause cause)) {
      return cause;
    }
    throw new AssertionError("no failure: " + result);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon() || thread.getName().startsWith("meantime"))
        .count();
  }

  /// Sends a forged answer before each true one.
  private static final class ForgingServer implements AutoCloseable {

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final TestServer truth = TestServer.start();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    ForgingServer() throws IOException {
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              serve();
            } catch (IOException e) {
              failures.add(e);
            }
          });
    }

    InetSocketAddress address() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void serve() throws IOException {
      byte[] buffer = new byte[1000];
      java.net.DatagramPacket request = new java.net.DatagramPacket(buffer, buffer.length);
      socket.receive(request);
      try (DatagramSocket upstream = new DatagramSocket()) {
        upstream.send(new java.net.DatagramPacket(buffer, request.getLength(), truth.address()));
        java.net.DatagramPacket answer = new java.net.DatagramPacket(new byte[1000], 1000);
        upstream.receive(answer);
        byte[] forged = java.util.Arrays.copyOf(answer.getData(), answer.getLength());
        forged[24] ^= 1;
        forged[12] = 'X';
        socket.send(new java.net.DatagramPacket(forged, forged.length, request.getSocketAddress()));
        socket.send(
            new java.net.DatagramPacket(new byte[] {1, 2, 3}, 3, request.getSocketAddress()));
        socket.send(
            new java.net.DatagramPacket(
                answer.getData(), answer.getLength(), request.getSocketAddress()));
      }
    }

    @Override
    public void close() {
      socket.close();
      truth.close();
      assertThat(failures).isEmpty();
    }
  }
}
