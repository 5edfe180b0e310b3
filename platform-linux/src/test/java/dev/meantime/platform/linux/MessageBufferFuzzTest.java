// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.LONG;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Control messages of every kind that is read, whose lengths and contents are nonsense.
final class MessageBufferFuzzTest {

  private static final int ROOM = 512;
  private static final int[] LEVELS = {Abi.SOL_SOCKET, Abi.IPPROTO_IP, Abi.IPPROTO_IPV6, 99};
  private static final int[] TYPES = {
    Abi.SO_TIMESTAMPING,
    LinkAbi.SCM_TIMESTAMPING_PKTINFO,
    Abi.IP_PKTINFO,
    Abi.IP_RECVERR,
    Abi.IPV6_PKTINFO,
    Abi.IPV6_RECVERR
  };

  private final Arena arena = Arena.ofAuto();

  private final MessageBuffer buffer = new MessageBuffer(arena);

  @Test
  void survivesNonsense() {
    for (long seed = 1; seed <= 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SocketCalls calls = new Nonsense(random, arena);
      assertThatCode(
              () -> {
                buffer.receive(calls, 0, 0);
                buffer.cardIndex();
              })
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  private static final class Nonsense extends SocketCalls {

    private final SplittableRandom random;

    Nonsense(SplittableRandom random, Arena arena) {
      super(arena);
      this.random = random;
    }

    @Override
    @SuppressWarnings("restricted")
    long recvmsg(int fd, MemorySegment message, int flags) {
      ByteBuffer control =
          MemorySegment.ofAddress(message.get(LONG, Abi.Msghdr.CONTROL))
              .reinterpret(ROOM)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      int length = random.nextInt(ROOM + 1);
      for (int i = 0; i < ROOM; i++) {
        control.put(i, (byte) random.nextInt());
      }
      int at = 0;
      while (at + Abi.Cmsghdr.SIZE <= length) {
        long own = random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(16, 80);
        control.putLong(at + Abi.Cmsghdr.LEN, own);
        control.putInt(at + Abi.Cmsghdr.LEVEL, LEVELS[random.nextInt(LEVELS.length)]);
        control.putInt(at + Abi.Cmsghdr.TYPE, TYPES[random.nextInt(TYPES.length)]);
        at += own > 0 && own < ROOM ? ((int) own + 7) & -8 : ROOM;
      }
      message.set(LONG, Abi.Msghdr.CONTROLLEN, length);
      return 48;
    }
  }
}
