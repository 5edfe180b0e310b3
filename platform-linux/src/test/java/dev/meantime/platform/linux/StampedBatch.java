// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// The kernel's batches, as if a card stamped their packets.
final class StampedBatch extends DatagramBatch {

  private static final int FRAME_HEADERS = 42;

  private final PlayedCard card;
  final List<Long> receivedByKernel = new ArrayList<>();
  final List<Long> sentByKernel = new ArrayList<>();

  StampedBatch(PlayedCard card, Arena arena) {
    super(arena);
    this.card = card;
  }

  @Override
  int receive(int fd, int flags) {
    int count = super.receive(fd, flags);
    int all = count;
    for (int i = 0; i < count; i++) {
      int length = controlLength(i);
      long kernel = ControlMessages.kernelNanos(control, i * CONTROL_ROOM, length);
      if (kernel == 0) {
        continue;
      }
      if ((flags & Abi.MSG_ERRQUEUE) == 0) {
        receivedByKernel.add(kernel);
        int frame = length(i) + FRAME_HEADERS;
        setControlLength(
            i, ControlMessages.received(control, i * CONTROL_ROOM, length, card, frame));
      } else if (all < SIZE) {
        sentByKernel.add(kernel);
        control.put(all * CONTROL_ROOM, control, i * CONTROL_ROOM, length);
        setControlLength(all, length);
        ControlMessages.transmitted(control, all * CONTROL_ROOM, length, card);
        all++;
      }
    }
    return all;
  }

  private int controlLength(int i) {
    return (int) receivedHeaders.getLong(i * Abi.Mmsghdr.SIZE + Abi.Msghdr.CONTROLLEN);
  }

  private void setControlLength(int i, int length) {
    receivedHeaders.putLong(i * Abi.Mmsghdr.SIZE + Abi.Msghdr.CONTROLLEN, length);
  }
}
