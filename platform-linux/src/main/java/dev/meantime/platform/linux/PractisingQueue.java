// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.linux.XdpAbi.XdpRingOffset;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Plays the kernel to an {@link XdpSocket}: requests arrive in memory that no network card knows,
/// and replies end there.
final class PractisingQueue implements XdpQueue {

  private static final int FRAMES = 256;

  /// How far into its place the kernel puts a frame.
  private static final int HEADROOM = 256;

  private static final int PRODUCER = 0;
  private static final int CONSUMER = 64;
  private static final int ELEMENTS = 128;

  /// Some drivers have no room for the time of arrival.
  private static final int ONE_IN_UNSTAMPED = 8;

  private static final int IPV4_CLIENT = 0xc000_0200;
  private static final long IPV6_NETWORK = 0x2001_0db8_0000_0000L;
  private static final int CLIENTS = 256;
  private static final int SERVER_PORT = 123;
  private static final int FIRST_CLIENT_PORT = 1024;

  private final XdpCalls calls;
  private final MemorySegment memory;
  private final MemorySegment offsets;
  private final ByteBuffer octets;
  private final XdpRings rings;
  private final XdpRing received;
  private final XdpRing toSend;
  private final XdpRing toFill;
  private final XdpRing sent;
  private boolean closed;

  /// @param fd of a socket that takes empty datagrams
  PractisingQueue(int fd, Arena arena) throws IOException {
    this.calls = new XdpCalls(arena);
    this.offsets = arena.allocate(XdpRingOffset.SIZE, Long.BYTES);
    offsets.set(ValueLayout.JAVA_LONG, XdpRingOffset.PRODUCER, PRODUCER);
    offsets.set(ValueLayout.JAVA_LONG, XdpRingOffset.CONSUMER, CONSUMER);
    offsets.set(ValueLayout.JAVA_LONG, XdpRingOffset.DESC, ELEMENTS);
    long ring = ELEMENTS + (long) FRAMES * XdpAbi.XdpDesc.SIZE;
    long umemSize = (long) FRAMES * XdpMemory.FRAME;
    // Mapped as the real one is, so that the compiler learns about the same kind of memory.
    this.memory = XdpMemory.mapAnonymous(calls, umemSize + 4 * ring);
    MemorySegment umem = memory.asSlice(0, umemSize);
    this.octets = umem.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    MemorySegment[] parts = new MemorySegment[4];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = memory.asSlice(umemSize + i * ring, ring);
    }
    this.rings =
        new XdpRings(
            fd, FRAMES, umem, ring(parts[0]), ring(parts[1]), ring(parts[2]), ring(parts[3]));
    this.received = ring(parts[0]);
    this.toSend = ring(parts[1]);
    this.toFill = ring(parts[2]);
    this.sent = ring(parts[3]);
  }

  private XdpRing ring(MemorySegment part) {
    return new XdpRing(part, offsets, FRAMES);
  }

  /// The side of the one who practises.
  @Override
  public XdpRings rings() {
    return rings;
  }

  /// Lets a request arrive, of either family in turn, if there is a free frame.
  ///
  /// @param request 48 octets
  /// @param number counted from 0
  void arrive(byte[] request, int number) {
    if (toFill.available() == 0) {
      return;
    }
    int frame = (int) toFill.frame(0) + HEADROOM;
    toFill.release(1);
    boolean ipv4 = number % 2 == 0;
    if (number % ONE_IN_UNSTAMPED != 0) {
      octets.order(ByteOrder.nativeOrder());
      octets.putLong(frame - XdpProgram.STAMP, XdpProgram.STAMPED);
      octets.putLong(frame - XdpProgram.STAMP + Long.BYTES, System.nanoTime());
      octets.order(ByteOrder.BIG_ENDIAN);
    }
    writeIp(frame, ipv4, number % CLIENTS);
    int udp = Frames.udp(frame, ipv4);
    octets.putShort(udp, (short) (FIRST_CLIENT_PORT + number % CLIENTS));
    octets.putShort(udp + 2, (short) SERVER_PORT);
    octets.put(udp + Frames.UDP_HEADER, request);
    received.put(frame, udp + Frames.UDP_LENGTH - frame);
    received.publish();
  }

  private void writeIp(int frame, boolean ipv4, int client) {
    octets.putShort(frame + Frames.ETHERTYPE, (short) (ipv4 ? 0x0800 : 0x86dd));
    octets.put(frame + Frames.IP, (byte) (ipv4 ? 0x45 : 0x60));
    if (ipv4) {
      octets.putInt(Frames.ipv4From(frame), IPV4_CLIENT + client);
      octets.putInt(Frames.ipv4To(frame), IPV4_CLIENT);
    } else {
      octets.putLong(Frames.ipv6From(frame), IPV6_NETWORK);
      octets.putLong(Frames.ipv6From(frame) + Long.BYTES, client);
      octets.putLong(Frames.ipv6To(frame), IPV6_NETWORK);
      octets.putLong(Frames.ipv6To(frame) + Long.BYTES, 1);
    }
  }

  /// Says that the next replies have left as soon as they are shown, as where the kernel copies
  /// them; else they leave with {@link #takeReplies}.
  ///
  /// @param replies how many there will be
  void sendAtOnce(int replies) {
    toSend.release(replies);
  }

  /// Lets replies leave that have been shown.
  ///
  /// @param atOnce how many of them {@link #sendAtOnce} was about
  void takeReplies(int atOnce) {
    for (int i = -atOnce; i < toSend.available(); i++) {
      sent.put(toSend.describedFrame(i));
    }
    sent.publish();
    toSend.release(toSend.available());
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      calls.munmap(memory);
    }
  }
}
