// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.nio.ByteBuffer;

/// Adds to the kernel's control messages what a network card would have said.
final class ControlMessages {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int TIMESTAMPS = 0;

  private ControlMessages() {}

  /// The kernel's timestamp in there; 0 if there is none.
  static long kernelNanos(ByteBuffer control, int start, int length) {
    int at = find(control, start, length);
    return at < 0 ? 0 : nanos(control, at + TIMESTAMPS);
  }

  /// Has a card stamp the packet as well, and say which it is.
  ///
  /// @return the new length
  static int received(ByteBuffer control, int start, int length, PlayedCard card, int frameOctets) {
    int at = find(control, start, length);
    if (at < 0) {
      return length;
    }
    long kernel = nanos(control, at);
    put(control, at + LinkAbi.ScmTimestamping.HARDWARE, card.stamp(kernel, true));
    int next = start + length;
    control.putLong(next + Abi.Cmsghdr.LEN, Abi.Cmsghdr.SIZE + LinkAbi.ScmTsPktinfo.SIZE);
    control.putInt(next + Abi.Cmsghdr.LEVEL, Abi.SOL_SOCKET);
    control.putInt(next + Abi.Cmsghdr.TYPE, LinkAbi.SCM_TIMESTAMPING_PKTINFO);
    int content = next + Abi.Cmsghdr.SIZE;
    control.putInt(content + LinkAbi.ScmTsPktinfo.IF_INDEX, PlayedCard.INDEX);
    control.putInt(content + LinkAbi.ScmTsPktinfo.PKT_LENGTH, frameOctets);
    return length + Abi.Cmsghdr.SIZE + LinkAbi.ScmTsPktinfo.SIZE;
  }

  /// Makes of the kernel's word on a packet that left the card's.
  static void transmitted(ByteBuffer control, int start, int length, PlayedCard card) {
    int at = find(control, start, length);
    long kernel = nanos(control, at);
    put(control, at, 0);
    put(control, at + LinkAbi.ScmTimestamping.HARDWARE, card.stamp(kernel, false));
  }

  private static int find(ByteBuffer control, int start, int length) {
    int offset = 0;
    while (length - offset >= Abi.Cmsghdr.SIZE) {
      int at = start + offset;
      if (control.getInt(at + Abi.Cmsghdr.LEVEL) == Abi.SOL_SOCKET
          && control.getInt(at + Abi.Cmsghdr.TYPE) == Abi.SO_TIMESTAMPING) {
        return at + Abi.Cmsghdr.SIZE;
      }
      int own = (int) control.getLong(at + Abi.Cmsghdr.LEN);
      offset += (own + Abi.Cmsghdr.ALIGNMENT - 1) & -Abi.Cmsghdr.ALIGNMENT;
    }
    return -1;
  }

  private static long nanos(ByteBuffer control, int at) {
    return control.getLong(at + Abi.Timespec.SEC) * NANOS_PER_SECOND
        + control.getLong(at + Abi.Timespec.NSEC);
  }

  private static void put(ByteBuffer control, int at, long nanos) {
    control.putLong(at + Abi.Timespec.SEC, Math.floorDiv(nanos, NANOS_PER_SECOND));
    control.putLong(at + Abi.Timespec.NSEC, Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
