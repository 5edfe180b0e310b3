// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Asks on a connected socket and throws the answers away.
final class PractisingClient {

  private final LinuxSocket socket;
  private final SocketCalls calls;
  private final DatagramBatch answers;
  private final MemorySegment data;

  PractisingClient(LinuxSocket socket, Arena arena) {
    this.socket = socket;
    this.calls = new SocketCalls(arena);
    this.answers = new DatagramBatch(arena);
    this.data = arena.allocate(DatagramBatch.ROOM);
  }

  void send(byte[] datagram) {
    MemorySegment.copy(datagram, 0, data, ValueLayout.JAVA_BYTE, 0, datagram.length);
    var _ =
        calls.sendto(socket.fd(), data, datagram.length, Abi.MSG_DONTWAIT, MemorySegment.NULL, 0);
  }

  void drain() {
    int count;
    do {
      count = answers.receive(socket.fd());
      answers.reuse(Math.max(0, count));
    } while (count == DatagramBatch.SIZE);
  }
}
