// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class DatagramBatchTest {

  private static final int DATAGRAMS = 40;

  private final Arena arena = Arena.ofAuto();
  private final DatagramBatch batch = new DatagramBatch(arena);

  private LinuxSocket open(int room) throws IOException {
    LinuxSocket socket =
        new LinuxSocket(
            Abi.AF_INET, new SocketCalls(arena), arena.allocate(LinuxSocket.SCRATCH, Long.BYTES));
    socket.widen(room);
    socket.reportOverflow();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    return socket;
  }

  private static void send(LinuxSocket socket, int count) throws IOException {
    try (DatagramSocket client = new DatagramSocket()) {
      for (int i = 0; i < count; i++) {
        client.send(new DatagramPacket(new byte[500], 500, socket.localAddress()));
      }
    }
  }

  private int receive(LinuxSocket socket) {
    int count = batch.receive(socket.fd());
    for (int i = 0; i < count; i++) {
      batch.look(i);
    }
    batch.reuse(Math.max(0, count));
    return count;
  }

  @Test
  void tellsWhatOneSocketLostOfThatSocketAlone() throws IOException {
    try (LinuxSocket narrow = open(2048);
        LinuxSocket wide = open(1 << 20)) {
      send(narrow, DATAGRAMS);
      int kept = receive(narrow);
      assertThat(kept).isBetween(1, DATAGRAMS - 1);
      // The next one to arrive tells of those before it.
      send(narrow, 1);
      assertThat(receive(narrow)).isEqualTo(1);
      assertThat(batch.overflows()).isEqualTo(DATAGRAMS - kept);
      send(wide, 1);
      assertThat(receive(wide)).isEqualTo(1);
      assertThat(batch.overflows()).isNegative();
    }
  }

  @Test
  void receivesNothingWhereNothingIs() throws IOException {
    try (LinuxSocket socket = open(1 << 20)) {
      assertThat(receive(socket)).isNotPositive();
      assertThat(batch.receiveErrors(socket.fd())).isNotPositive();
    }
  }
}
