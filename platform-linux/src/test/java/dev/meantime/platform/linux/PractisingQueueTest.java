// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.ServerTraffic;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Frames that no network card knows, served by the code that serves real ones.
final class PractisingQueueTest {

  private static final int MORE_THAN_FRAMES = 300;

  private final Arena arena = Arena.ofAuto();
  private final ServerTrafficCounts counts = new ServerTrafficCounts();
  private final ServerDatagram datagram = new ServerDatagram();
  private final Answerer answerer = new Answerer();
  private LinuxSocket socket;
  private PractisingQueue queue;
  private XdpSocket server;

  /// Answers all but one of so many.
  private static final class Answerer implements DatagramAnswerer {
    private int silentOneIn = Integer.MAX_VALUE;
    private int asked;
    private int ipv4;
    private int stamped;

    @Override
    public void onBatch(long wallNanos) {}

    @Override
    public int answer(ServerDatagram datagram) {
      asked++;
      ipv4 += datagram.remoteHigh() == 0 ? 1 : 0;
      stamped += datagram.receivedSource() == Timestamp.Source.KERNEL ? 1 : 0;
      assertThat(datagram.length()).isEqualTo(48);
      assertThat(datagram.buffer().get(datagram.offset())).isEqualTo((byte) 0x23);
      assertThat(datagram.remotePort()).isPositive();
      return asked % silentOneIn == 0 ? SILENCE : datagram.length();
    }

    @Override
    public void depart(ByteBuffer buffer, int offset, long departure, long leavesNanos) {}

    @Override
    public void onTransmitted(long token, long epochNanos, Timestamp.Source source) {}
  }

  @BeforeEach
  void open() throws IOException {
    socket =
        new LinuxSocket(
            Abi.AF_INET, new SocketCalls(arena), arena.allocate(LinuxSocket.SCRATCH, Long.BYTES));
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    socket.connect((InetSocketAddress) socket.localAddress());
    queue = new PractisingQueue(socket.fd(), arena);
    LinuxWallClock clock = new LinuxWallClock(new ClockCalls(arena), arena);
    server = new XdpSocket(queue, clock, counts, 0);
  }

  @AfterEach
  void close() {
    queue.close();
    socket.close();
  }

  private ServerTraffic serve(int requests, boolean atOnce) {
    for (int i = 0; i < requests; i++) {
      queue.arrive(XdpFrames.request(), i);
    }
    queue.sendAtOnce(atOnce ? requests : 0);
    server.serve(answerer, datagram);
    queue.takeReplies(atOnce ? requests : 0);
    return counts.snapshot();
  }

  @Test
  void everyFrameComesBackWhateverBecomesOfIt() {
    long seed = 1_127L;
    Random random = new Random(seed);
    answerer.silentOneIn = 5;
    long arrived = 0;
    for (int i = 0; i < MORE_THAN_FRAMES * 10; i++) {
      int requests = random.nextInt(XdpSocket.BATCH + 1);
      arrived += requests;
      ServerTraffic traffic = serve(requests, random.nextBoolean());
      assertThat(traffic.received()).as("seed %s, round %s", seed, i).isEqualTo(arrived);
      assertThat(traffic.sent()).as("seed %s, round %s", seed, i).isEqualTo(arrived - arrived / 5);
    }
    assertThat(counts.snapshot().sendFailed()).isZero();
  }

  @Test
  void bothFamiliesArriveAndMostWithATime() {
    serve(64, true);
    assertThat(answerer.asked).isEqualTo(64);
    assertThat(answerer.ipv4).isEqualTo(32);
    assertThat(answerer.stamped).isEqualTo(56);
  }

  @Test
  void aTimeIsNotTakenForTheNextFrameInItsPlace() {
    // One in eight has none, and in time each place has had one.
    for (int i = 0; i < MORE_THAN_FRAMES; i++) {
      serve(8, true);
    }
    assertThat(answerer.stamped).isEqualTo(MORE_THAN_FRAMES * 7);
  }
}
