// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.AddressBits;
import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramService;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.contract.PlatformHarness;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Serves a client in another network namespace. Needs root.
final class XdpBypassTest extends PlatformHarness {

  @TempDir private Path directory;
  private VethPair pair;
  private final Echo service = new Echo();

  XdpBypassTest() throws IOException {
    super(new LinuxPlatform());
  }

  @BeforeEach
  void connect() throws IOException, InterruptedException {
    pair = VethPair.create(directory);
  }

  @AfterEach
  void disconnect() throws IOException, InterruptedException {
    pair.remove();
  }

  private record Seen(AddressBits remote, AddressBits local, Timestamp.Source source) {}

  /// Answers with mode 4, when the request arrived and when the reply leaves.
  private static final class Echo implements DatagramService {
    private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final List<String> told = new ArrayList<>();

    @Override
    public DatagramAnswerer answerer(int thread) {
      return new Answerer(true);
    }

    @Override
    public DatagramAnswerer rehearsal(long wallNanos) {
      return new Answerer(false);
    }

    @Override
    public byte[] rehearsalDatagram(int number) {
      return XdpFrames.request();
    }

    @Override
    public DatagramHandler loopHandler() {
      return datagram -> {};
    }

    @Override
    public void onBypass(boolean present, String sentence) {
      told.add(sentence);
    }

    private final class Answerer implements DatagramAnswerer {
      private final boolean real;

      private Answerer(boolean real) {
        this.real = real;
      }

      @Override
      public void onBatch(long wallNanos) {}

      @Override
      public int answer(ServerDatagram datagram) {
        if (real) {
          seen.add(
              new Seen(
                  new AddressBits(datagram.remoteHigh(), datagram.remoteLow()),
                  new AddressBits(datagram.localHigh(), datagram.localLow()),
                  datagram.receivedSource()));
        }
        datagram.buffer().put(datagram.offset(), (byte) 0x24);
        datagram.buffer().putLong(datagram.offset() + 32, datagram.receivedNanos());
        return datagram.length();
      }

      @Override
      public void depart(ByteBuffer buffer, int offset, long departure, long leavesNanos) {
        buffer.putLong(offset + 40, leavesNanos);
      }

      @Override
      public void onTransmitted(long token, long epochNanos, Timestamp.Source source) {}
    }
  }

  private ServerPort open(String device, int threads) throws IOException {
    return platform
        .serverSockets()
        .open(
            new ServerOptions(
                List.of(
                    new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0),
                    new InetSocketAddress(InetAddress.ofLiteral("::"), 0)),
                List.of(),
                "",
                0,
                threads,
                List.of(),
                device.isEmpty() ? List.of() : List.of(device)),
            service);
  }

  private static int port(ServerPort server, InetAddress address) {
    boolean ipv4 = address instanceof Inet4Address;
    return server.locals().stream()
        .filter(local -> local.getAddress() instanceof Inet4Address == ipv4)
        .findFirst()
        .orElseThrow()
        .getPort();
  }

  /// Looks again and again, because the threads count after the client has its answer.
  private void await(BooleanSupplier condition) {
    lookAgain(condition);
    runUntil(condition);
  }

  private void lookAgain(BooleanSupplier condition) {
    after(
        1_000_000,
        () -> {
          if (!condition.getAsBoolean()) {
            lookAgain(condition);
          }
        });
  }

  private void assertAnswers(ServerPort server, InetAddress address, byte[] request)
      throws IOException, InterruptedException {
    long before = platform.wallClock().nowNanos();
    byte[] reply = pair.ask(address, port(server, address), request);
    long after = platform.wallClock().nowNanos();
    assertThat(reply).hasSize(request.length).startsWith(0x24);
    long received = ByteBuffer.wrap(reply).getLong(32);
    long leaves = ByteBuffer.wrap(reply).getLong(40);
    assertThat(received).isBetween(before, after);
    assertThat(leaves).isBetween(received, after + 200_000);
  }

  @Test
  void answersPlainRequestsOfBothFamiliesBeforeTheSockets()
      throws IOException, InterruptedException {
    try (ServerPort server = open(pair.device(), 1)) {
      assertThat(server.refusals()).isEmpty();
      assertThat(pair.program()).isEqualTo("xdp");
      assertAnswers(server, pair.ipv4(1), XdpFrames.request());
      assertAnswers(server, pair.ipv6(1), XdpFrames.request());
      await(() -> server.traffic().sent() == 2);
      assertThat(server.traffic().bypassed()).isEqualTo(2);
      assertThat(server.traffic().received()).isEqualTo(2);
      assertThat(server.traffic().kernelReceived()).isEqualTo(2);
      assertThat(service.seen)
          .containsExactly(
              new Seen(
                  AddressBits.of(pair.ipv4(77)),
                  AddressBits.of(pair.ipv4(1)),
                  Timestamp.Source.KERNEL),
              new Seen(
                  AddressBits.of(pair.ipv6(77)),
                  AddressBits.of(pair.ipv6(1)),
                  Timestamp.Source.KERNEL));
    }
  }

  @Test
  void leavesEverythingElseToTheSockets() throws IOException, InterruptedException {
    try (ServerPort server = open(pair.device(), 2)) {
      byte[] interleaved = XdpFrames.request();
      interleaved[31] = 1;
      byte[] extended = ByteBuffer.allocate(76).put(XdpFrames.request()).array();
      for (InetAddress address : List.of(pair.ipv4(1), pair.ipv6(1))) {
        assertAnswers(server, address, interleaved);
        assertAnswers(server, address, extended);
      }
      await(() -> server.traffic().sent() == 4);
      assertThat(server.traffic().bypassed()).isZero();
      try (ServerPort other = open("", 1)) {
        assertAnswers(other, pair.ipv4(1), XdpFrames.request());
        assertAnswers(other, pair.ipv6(1), XdpFrames.request());
      }
      assertThat(server.traffic().received()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "true, 2", "false, 1", "false, 3"})
  void takesEveryFrameBackAndLosesNone(boolean driver, int threads)
      throws IOException, InterruptedException {
    if (!driver) {
      pair.keepDriverFromRunningPrograms();
    }
    try (ServerPort server = open(pair.device(), threads)) {
      assertThat(pair.program()).isEqualTo(driver ? "xdp" : "xdpgeneric");
      // Each from a port of its own, which decides on the queue.
      for (int i = 0; i < 4; i++) {
        pair.flood(pair.ipv4(1), port(server, pair.ipv4(1)), 10_000);
        pair.flood(pair.ipv6(1), port(server, pair.ipv6(1)), 10_000);
      }
      await(() -> server.traffic().sent() == 80_000);
      assertThat(server.traffic().received()).isEqualTo(80_000);
      assertThat(server.traffic().bypassed()).isEqualTo(80_000);
      assertThat(server.traffic().kernelReceived()).isEqualTo(80_000);
    }
  }

  @Test
  void theKernelGivesTheInterfaceBackWhenTheProcessIsKilled()
      throws IOException, InterruptedException {
    Process holder = XdpHolder.start(pair.device());
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("[]");
      assertThat(pair.program()).isEqualTo("xdp");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    await(() -> programIs(""));
  }

  private boolean programIs(String which) {
    try {
      return pair.program().equals(which);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void learnsAddressesThatTheInterfaceGetsLater() throws IOException, InterruptedException {
    try (ServerPort server = open(pair.device(), 1)) {
      pair.addAddress(2);
      await(() -> {
        assertAnswersUnchecked(server, pair.ipv4(2));
        return server.traffic().bypassed() > 0;
      });
    }
  }

  private void assertAnswersUnchecked(ServerPort server, InetAddress address) {
    try {
      assertAnswers(server, address, XdpFrames.request());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingGivesTheInterfaceBack() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      try (ServerPort server = open(pair.device(), 1)) {
        assertThat(server.refusals()).isEmpty();
        assertThat(pair.program()).isEqualTo("xdp");
      }
      assertThat(pair.program()).isEmpty();
    }
  }

  @Test
  void oneServerOnlyHasAnInterface() throws IOException, InterruptedException {
    try (ServerPort first = open(pair.device(), 1);
        ServerPort second = open(pair.device(), 1)) {
      assertThat(first.refusals()).isEmpty();
      assertThat(second.refusals())
          .singleElement()
          .asString()
          .startsWith("xdp " + pair.device() + ": another XDP program is attached to it")
          .endsWith("; the sockets serve it");
      assertAnswers(second, pair.ipv4(1), XdpFrames.request());
      assertAnswers(first, pair.ipv4(1), XdpFrames.request());
      await(() -> first.traffic().bypassed() == 1);
    }
    assertThat(pair.program()).isEmpty();
  }

  @Test
  void saysWhichInterfacesCannotBeHad() throws IOException {
    try (ServerPort server = open("none0", 1)) {
      assertThat(server.refusals())
          .containsExactly("xdp none0: there is no such network interface; the sockets serve it");
    }
    try (ServerPort server = open("lo", 1)) {
      assertThat(server.refusals())
          .containsExactly("xdp lo: it is not an Ethernet interface; the sockets serve it");
    }
  }

  @Test
  void hasItsBypassAgainWhenTheInterfaceWasMadeAgain() throws IOException, InterruptedException {
    String lost =
        "xdp " + pair.device() + ": the interface is gone; the sockets serve until it is back";
    String found = "xdp " + pair.device() + ": the interface is there and has its bypass";
    try (ServerPort server = open(pair.device(), 2)) {
      assertAnswers(server, pair.ipv4(1), XdpFrames.request());
      for (int i = 1; i <= 2; i++) {
        pair.remove();
        List<String> expected =
            Collections.nCopies(i - 1, List.of(lost, found)).stream()
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
        expected.add(lost);
        await(() -> service.told.equals(expected));
        pair = VethPair.create(directory);
        assertAnswers(server, pair.ipv4(1), XdpFrames.request());
        assertThat(server.traffic().bypassed()).isEqualTo(20L * (i - 1) + 1);
        expected.add(found);
        await(() -> service.told.equals(expected));
        assertThat(pair.program()).isEqualTo("xdp");
        pair.flood(pair.ipv4(1), port(server, pair.ipv4(1)), 10);
        pair.flood(pair.ipv6(1), port(server, pair.ipv6(1)), 10);
        long all = 20L * i + 1;
        await(() -> server.traffic().bypassed() == all);
        assertThat(sharedRings()).isEqualTo(2 * 4);
      }
    }
    assertThat(pair.program()).isEmpty();
    assertThat(sharedRings()).isZero();
  }

  /// How many rings this process shares with the kernel, four for each socket.
  private static long sharedRings() throws IOException {
    try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      return mappings.filter(line -> line.contains("socket:[")).count();
    }
  }

  @Test
  void hasItsBypassWhenTheInterfaceComesLater() throws IOException, InterruptedException {
    String device = pair.device();
    pair.remove();
    try (ServerPort server = open(device, 1)) {
      assertThat(server.refusals())
          .containsExactly(
              "xdp " + device + ": there is no such network interface; the sockets serve it");
      pair = VethPair.create(directory);
      await(() -> !service.told.isEmpty());
      assertThat(service.told)
          .containsExactly("xdp " + device + ": the interface is there and has its bypass");
      assertAnswers(server, pair.ipv4(1), XdpFrames.request());
      await(() -> server.traffic().bypassed() == 1);
    }
  }

  @Test
  void triesAnInterfaceThatAnotherHasOnlyOnce() throws IOException, InterruptedException {
    try (ServerPort first = open(pair.device(), 1);
        ServerPort second = open(pair.device(), 1)) {
      assertThat(second.refusals()).hasSize(1);
      boolean[] later = {false};
      after(7_000_000_000L, () -> later[0] = true);
      runUntil(() -> later[0]);
      assertThat(service.told).isEmpty();
      assertAnswers(first, pair.ipv4(1), XdpFrames.request());
      await(() -> first.traffic().bypassed() == 1);
    }
  }

  /// A queue whose socket gives the kernel no frame to put requests into.
  @Test
  void knowsHowManyRequestsTheKernelHadNoRoomFor() throws IOException, InterruptedException {
    InetSocketAddress local = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 123);
    ServerTrafficCounts counts = new ServerTrafficCounts();
    try (XdpBypass bypass = XdpBypass.open(pair.device(), new ServedAddresses(List.of(local)))) {
      pair.send(pair.ipv4(1), 123, 37);
      List<XdpSocket> sockets =
          bypass.queues().stream()
              .map(queue -> new XdpSocket(queue, platform.wallClock(), counts, 0))
              .toList();
      sockets.forEach(XdpSocket::countOverflow);
      assertThat(counts.snapshot().overflowed()).isEqualTo(37);
      pair.send(pair.ipv4(1), 123, 5);
      sockets.forEach(XdpSocket::countOverflow);
      assertThat(counts.snapshot().overflowed()).as("counted once").isEqualTo(37);
    }
  }
}
