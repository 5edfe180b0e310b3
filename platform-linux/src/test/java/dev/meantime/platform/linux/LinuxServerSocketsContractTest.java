// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.SystemCallException;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.contract.ServerSocketsContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class LinuxServerSocketsContractTest extends ServerSocketsContract {

  private static final int ROOM = DatagramBatch.ROOM;

  LinuxServerSocketsContractTest() throws IOException {
    super(new LinuxPlatform());
  }

  /// Waits for the server's threads while the loop does nothing.
  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start)
          .as("what the test waits for has not happened in time")
          .isLessThan(TimeUnit.SECONDS.toNanos(20));
      Thread.onSpinWait();
    }
  }

  @Test
  void answersFromTheAddressAsked() throws IOException {
    try (ServerPort server =
        platform.serverSockets().open(options("0.0.0.0", "::"), new Shouter())) {
      InetSocketAddress ipv4 = at("127.0.0.2", server.locals().get(0).getPort());
      InetSocketAddress ipv6 = at("::1", server.locals().get(1).getPort());
      for (InetSocketAddress to : List.of(ipv4, ipv6)) {
        Recorder answers = new Recorder();
        open(to.equals(ipv4) ? "127.0.0.1" : "::1", answers).send(bytes("who"), to);
        runUntil(() -> !answers.datagrams.isEmpty());
        assertThat(answers.datagrams.getFirst().remote()).isEqualTo(to);
      }
    }
  }

  @Test
  void answersEverySizeItHasRoomForAndCountsLongerOnes() throws IOException {
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), new Shouter())) {
      Recorder answers = new Recorder();
      DatagramPort client = open("127.0.0.1", answers);
      int sent = 0;
      for (int size : new int[] {2, 3, 47, 48, 68, 1023, 1472, 1500, ROOM - 1, ROOM}) {
        byte[] datagram = new byte[size];
        Arrays.fill(datagram, (byte) 'x');
        client.send(datagram, server.locals().getFirst());
        int wanted = ++sent;
        runUntil(() -> answers.datagrams.size() == wanted);
        assertThat(answers.datagrams.getLast().data()).hasSize(size - 1).containsOnly('X');
      }
      client.send(new byte[ROOM + 1], server.locals().getFirst());
      client.send(new byte[9000], server.locals().getFirst());
      client.send(bytes("xx"), server.locals().getFirst());
      int wanted = sent + 1;
      runUntil(() -> answers.datagrams.size() == wanted);
      assertThat(server.traffic().truncated()).isEqualTo(2);
      assertThat(server.traffic().sent()).isEqualTo(wanted);
    }
  }

  @Test
  void tellsWhenAReplyLeftForWhichItWasAsked() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), service)) {
      Recorder answers = new Recorder();
      DatagramPort client = open("127.0.0.1", answers);
      for (int i = 1; i <= 20; i++) {
        service.token = 1000L + i;
        long before = platform.wallClock().nowNanos();
        client.send(bytes("when"), server.locals().getFirst());
        int wanted = i;
        runUntil(() -> answers.datagrams.size() == wanted);
        await(() -> service.stamps.size() == 2);
        assertThat(service.stamps.poll()).isEqualTo(1000 + i);
        assertThat(service.stamps.poll()).isBetween(before, platform.wallClock().nowNanos());
      }
      assertThat(server.traffic().kernelSent()).isEqualTo(20);
    }
  }

  @Test
  void tellsTheLoopWhenWhatItSentLeft() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), service)) {
      DatagramPort peer = open("127.0.0.1", new Recorder());
      Timestamp first =
          server.send(
              bytes("hello"),
              at("0.0.0.0", 0).getAddress(),
              (InetSocketAddress) peer.localAddress());
      runUntil(() -> !service.loop.transmitted.isEmpty());
      assertThat(service.loop.transmitted.getFirst().data()).isEqualTo("hello");
      assertThat(service.loop.transmitted.getFirst().timestamp().source())
          .isEqualTo(Timestamp.Source.KERNEL);
      assertThat(service.loop.transmitted.getFirst().timestamp().epochNanos())
          .isBetween(first.epochNanos(), platform.wallClock().nowNanos());
    }
  }

  @Test
  void aFailureToSendConfusesNoTimestamps() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), service)) {
      Recorder answers = new Recorder();
      DatagramPort client = open("127.0.0.1", answers);
      for (int i = 1; i <= 3; i++) {
        assertThatThrownBy(() ->
                server.send(
                    bytes("from elsewhere"),
                    at("192.0.2.77", 0).getAddress(),
                    (InetSocketAddress) client.localAddress()))
            .isInstanceOf(SystemCallException.class)
            .hasMessageContaining("sendmsg");
        service.token = i;
        client.send(bytes("when"), server.locals().getFirst());
        int wanted = i;
        runUntil(() -> answers.datagrams.size() == wanted);
        await(() -> service.stamps.size() == 2);
        assertThat(service.stamps.poll()).isEqualTo(i);
        service.stamps.clear();
      }
      assertThat(service.loop.transmitted).isEmpty();
    }
  }

  @Test
  void survivesClientsThatAreGone() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), service)) {
      for (int i = 0; i < 100; i++) {
        DatagramPort client = open("127.0.0.1", new Recorder());
        client.send(bytes("bye"), server.locals().getFirst());
        client.close();
      }
      Recorder answers = new Recorder();
      open("127.0.0.1", answers).send(bytes("anybody"), server.locals().getFirst());
      runUntil(() -> !answers.datagrams.isEmpty());
      await(() -> service.seen.size() == 101);
    }
  }

  @Test
  void losesHandedOverDatagramsRatherThanHeapingThemUp() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), service)) {
      DatagramPort client = open("127.0.0.1", new Recorder());
      for (int i = 0; i < 1500; i++) {
        client.send(bytes("h" + i), server.locals().getFirst());
      }
      await(() -> server.traffic().received() == 1500);
      long lost = server.traffic().handOverLost();
      assertThat(lost).isEqualTo(1500 - 1024);
      runUntil(() -> service.loop.datagrams.size() == 1024);
    }
  }

  @Test
  void oneClientAlwaysMeetsTheSameThread() throws IOException {
    Map<String, Set<Integer>> threads = new ConcurrentHashMap<>();
    Shouter service =
        new Shouter() {
          @Override
          public DatagramAnswerer answerer(int thread) {
            DatagramAnswerer shouting = super.answerer(thread);
            return new DatagramAnswerer() {
              @Override
              public void onBatch(long wallNanos) {}

              @Override
              public int answer(ServerDatagram datagram) {
                threads
                    .computeIfAbsent(
                        Long.toHexString(datagram.remoteLow()), _ -> ConcurrentHashMap.newKeySet())
                    .add(thread);
                return shouting.answer(datagram);
              }

              @Override
              public void depart(ByteBuffer buffer, int offset, long departure, long nanos) {}

              @Override
              public void onTransmitted(long token, long nanos, Timestamp.Source source) {}
            };
          }
        };
    ServerOptions options =
        new ServerOptions(
            List.of(at("127.0.0.1", 0)), List.of(), "", 0, 3, List.of(0, 1), List.of());
    try (ServerPort server = platform.serverSockets().open(options, service)) {
      for (int client = 2; client < 40; client++) {
        for (int i = 0; i < 4; i++) {
          Recorder answers = new Recorder();
          DatagramPort port = open("127.0.0." + client, answers);
          port.send(bytes("xx"), server.locals().getFirst());
          runUntil(() -> !answers.datagrams.isEmpty());
          port.close();
        }
      }
    }
    assertThat(threads).hasSize(38).allSatisfy((_, met) -> assertThat(met).hasSize(1));
    assertThat(threads.values().stream().flatMap(Set::stream).distinct()).hasSize(3);
  }

  @Test
  void endsItsThreads() throws IOException {
    List<Thread> before = serverThreads();
    ServerPort server = platform.serverSockets().open(options("127.0.0.1"), new Shouter());
    assertThat(serverThreads()).hasSize(before.size() + 1);
    server.close();
    assertThat(serverThreads()).isEqualTo(before);
  }

  private static List<Thread> serverThreads() {
    List<Thread> threads = new ArrayList<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("server-"));
    return threads;
  }
}
