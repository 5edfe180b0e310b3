// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The kernel's sockets, as if a card stamped their packets: after each timestamp of the kernel's
/// for a packet that left comes the card's.
final class StampedSocketCalls extends SocketCalls {

  private static final int ROOM = 512;
  private static final int FRAME_HEADERS = 42;

  private final PlayedCard card;
  private final Deque<byte[]> queued = new ArrayDeque<>();
  final List<Long> receivedByKernel = new ArrayList<>();
  final List<Long> sentByKernel = new ArrayList<>();

  StampedSocketCalls(PlayedCard card, Arena arena) {
    super(arena);
    this.card = card;
  }

  @Override
  @SuppressWarnings("restricted")
  long recvmsg(int fd, MemorySegment message, int flags) {
    MemorySegment segment =
        MemorySegment.ofAddress(message.get(LONG, Abi.Msghdr.CONTROL)).reinterpret(ROOM);
    ByteBuffer control = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    boolean errors = (flags & Abi.MSG_ERRQUEUE) != 0;
    if (errors && !queued.isEmpty()) {
      byte[] next = queued.remove();
      MemorySegment.copy(next, 0, segment, ValueLayout.JAVA_BYTE, 0, next.length);
      message.set(LONG, Abi.Msghdr.CONTROLLEN, next.length);
      ControlMessages.transmitted(control, 0, next.length, card);
      return 0;
    }
    long result = super.recvmsg(fd, message, flags);
    if (result < 0) {
      return result;
    }
    int length = (int) message.get(LONG, Abi.Msghdr.CONTROLLEN);
    long kernel = ControlMessages.kernelNanos(control, 0, length);
    if (errors && kernel != 0) {
      sentByKernel.add(kernel);
      queued.add(segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    } else if (kernel != 0) {
      receivedByKernel.add(kernel);
      int frame = (int) result + FRAME_HEADERS;
      message.set(
          LONG, Abi.Msghdr.CONTROLLEN, ControlMessages.received(control, 0, length, card, frame));
    }
    return result;
  }
}
