// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.HardwareTimestamps.ReceiveFilter;
import dev.meantime.platform.HardwareTimestamps.Request;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.ServerTraffic;
import dev.meantime.platform.StampingCard;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import dev.meantime.platform.WallClock;
import dev.meantime.platform.spi.PostBox;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real sockets on loopback, whose packets a played card stamps: the kernel's control messages with
/// the card's put in.
final class StampedSocketsTest {

  private static final double BOUND = 1e-6;
  private static final long DEADLINE_NANOS = 20_000_000_000L;

  /// 48 octets of NTP in a frame of 90, with its check sequence at 100 Mbit/s.
  private static final long FRAME_NANOS = 7_520;

  private final Arena arena = Arena.ofAuto();
  private final WallClock clock = new LinuxWallClock(new ClockCalls(arena), arena);
  private final PlayedCard played = new PlayedCard(clock.nowNanos());
  private final CardStamps stamps = new CardStamps();
  private final StampedSocketCalls calls = new StampedSocketCalls(played, arena);
  private final PollWaiter waiter;
  private final LinuxNetwork network;
  private final StampingCard card;

  StampedSocketsTest() throws IOException {
    waiter = new PollWaiter(new WaitCalls(arena), calls, arena);
    network = new LinuxNetwork(calls, waiter, clock, stamps, arena);
    card =
        new LinuxHardwareTimestamps(played, stamps)
            .enable(new Request("lo", ReceiveFilter.AUTOMATIC, true, 0, 0));
    card.convertBy(Optional.of(played.conversion(BOUND)));
  }

  @AfterEach
  void close() {
    network.close();
    waiter.close();
  }

  private static void spinUntil(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(DEADLINE_NANOS);
      Thread.onSpinWait();
    }
  }

  private static final class Recorder implements DatagramHandler {
    private final List<Datagram> datagrams = new ArrayList<>();
    private final List<Timestamp> transmitted = new ArrayList<>();

    @Override
    public void onDatagram(Datagram datagram) {
      datagrams.add(datagram);
    }

    @Override
    public void onTransmitted(byte[] data, Timestamp timestamp) {
      transmitted.add(timestamp);
    }
  }

  @Test
  void aClientGetsTheCardsTimestampsOfBothDirections() throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    Recorder there = new Recorder();
    LinuxDatagramPort server =
        (LinuxDatagramPort) network.open(UdpOptions.boundTo(loopback).withTimestamps(), there);
    Recorder here = new Recorder();
    LinuxDatagramPort client =
        (LinuxDatagramPort)
            network.open(
                UdpOptions.connectedTo((InetSocketAddress) server.localAddress()).withTimestamps(),
                here);
    // The kernel begins to stamp arrivals some time after it was asked to.
    spinUntil(() -> exchange(client, server, there) == Timestamp.Source.HARDWARE);
    Timestamp received = there.datagrams.getLast().timestamp();
    assertThat(received)
        .isEqualTo(
            new Timestamp(
                calls.receivedByKernel.getLast() - PlayedCard.EARLY_NANOS + FRAME_NANOS,
                Timestamp.Source.HARDWARE,
                BOUND));
    here.transmitted.clear();
    exchange(client, server, there);
    spinUntil(() -> ready(client) && here.transmitted.size() >= 2);
    long kernel = calls.sentByKernel.getLast();
    assertThat(here.transmitted)
        .containsExactly(
            new Timestamp(kernel, Timestamp.Source.KERNEL),
            new Timestamp(kernel + PlayedCard.LATE_NANOS, Timestamp.Source.HARDWARE, BOUND));
    assertThat(card.counts().implausible()).isZero();
  }

  @Test
  void aClientGetsTheKernelsTimestampWhereTheCardIsWrong() throws IOException {
    played.liesNanos = 500_000_000;
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    Recorder there = new Recorder();
    LinuxDatagramPort server =
        (LinuxDatagramPort) network.open(UdpOptions.boundTo(loopback).withTimestamps(), there);
    Recorder here = new Recorder();
    LinuxDatagramPort client =
        (LinuxDatagramPort)
            network.open(
                UdpOptions.connectedTo((InetSocketAddress) server.localAddress()).withTimestamps(),
                here);
    spinUntil(() -> exchange(client, server, there) == Timestamp.Source.KERNEL);
    spinUntil(() -> ready(client) && !here.transmitted.isEmpty());
    assertThat(here.transmitted)
        .allMatch(timestamp -> timestamp.source() == Timestamp.Source.KERNEL);
    assertThat(card.counts().implausible()).isGreaterThanOrEqualTo(2);
    assertThat(card.counts().received() + card.counts().transmitted()).isZero();
  }

  private static boolean ready(LinuxDatagramPort port) {
    port.onReady(true, () -> true);
    return true;
  }

  private static Timestamp.Source exchange(
      LinuxDatagramPort from, LinuxDatagramPort to, Recorder recorder) {
    int before = recorder.datagrams.size();
    try {
      from.send(new byte[48], to.localAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    spinUntil(() -> ready(to) && recorder.datagrams.size() > before);
    ready(from);
    return recorder.datagrams.getLast().timestamp().source();
  }

  @Test
  void aServerGetsTheCardsTimestampsOfRequestsAndReplies() throws IOException {
    ServerTrafficCounts counts = new ServerTrafficCounts();
    StampedBatch batch = new StampedBatch(played, arena);
    batch.wantCardTimestamps();
    StampedBatch errors = new StampedBatch(played, arena);
    Answers answers = new Answers();
    try (LinuxSocket socket = serverSocket();
        DatagramSocket client = new DatagramSocket()) {
      InetSocketAddress at = (InetSocketAddress) socket.localAddress();
      ServerSocket server =
          new ServerSocket(
              socket, at, new ServerSocket.Loop(new PostBox(() -> {}), d -> {}), counts, stamps);
      ServerClock serverClock = new ServerClock(clock);
      ServerDatagram datagram = new ServerDatagram();
      spinUntil(() -> {
        try {
          client.send(new DatagramPacket(new byte[48], 48, at));
        } catch (IOException e) {
          throw new AssertionError(e);
        }
        spinUntil(() -> server.serve(false, batch, serverClock, answers, datagram) > 0);
        // There is room for a few hundred only.
        server.readErrors(errors, answers);
        return datagram.receivedSource() == Timestamp.Source.HARDWARE;
      });
      assertThat(datagram.receivedNanos())
          .isEqualTo(batch.receivedByKernel.getLast() - PlayedCard.EARLY_NANOS + FRAME_NANOS);
      spinUntil(() -> {
        server.readErrors(errors, answers);
        return answers.sources.contains(Timestamp.Source.HARDWARE)
            && answers.sources.size() == 2 * answers.answered;
      });
      assertThat(answers.sources)
          .startsWith(Timestamp.Source.KERNEL)
          .endsWith(Timestamp.Source.HARDWARE);
      assertThat(answers.left.getLast())
          .isEqualTo(errors.sentByKernel.getLast() + PlayedCard.LATE_NANOS);
      ServerTraffic traffic = counts.snapshot();
      assertThat(traffic.hardwareReceived()).isPositive();
      assertThat(traffic.kernelReceived() + traffic.hardwareReceived())
          .isLessThanOrEqualTo(traffic.received());
      assertThat(traffic.hardwareSent()).isEqualTo(answers.answered);
      assertThat(traffic.kernelSent()).isZero();
    }
  }

  private LinuxSocket serverSocket() throws IOException {
    LinuxSocket socket =
        new LinuxSocket(
            Abi.AF_INET, new SocketCalls(arena), arena.allocate(LinuxSocket.SCRATCH, Long.BYTES));
    socket.reportDestinations();
    socket.takeCardTimestamps();
    socket.takeTimestampsOnRequest();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    return socket;
  }

  /// Echoes, and wants to know when each reply left.
  private static final class Answers implements DatagramAnswerer {
    private final List<Timestamp.Source> sources = new ArrayList<>();
    private final List<Long> left = new ArrayList<>();
    private int answered;

    @Override
    public void onBatch(long wallNanos) {}

    @Override
    public int answer(ServerDatagram datagram) {
      answered++;
      datagram.stamp(answered);
      return datagram.length();
    }

    @Override
    public void depart(ByteBuffer buffer, int offset, long departure, long leavesNanos) {}

    @Override
    public void onTransmitted(long token, long epochNanos, Timestamp.Source source) {
      sources.add(source);
      left.add(epochNanos);
    }
  }
}
