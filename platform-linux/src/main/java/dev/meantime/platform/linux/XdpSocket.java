// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.WallClock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Answers the requests that {@link XdpProgram} takes from one receive queue. A frame stays where
/// the kernel put it: it is received, turned into its reply, sent, and free for the next one.
/// Confined to the thread that serves, once made.
final class XdpSocket {

  /// How many frames are answered before their replies are sent.
  static final int BATCH = 64;

  private static final ValueLayout.OfLong LONG_ANYWHERE = ValueLayout.JAVA_LONG_UNALIGNED;

  /// The kernel's time of arrival is right unless it is this far from ours.
  private static final long PLAUSIBLE_NANOS = 1_000_000_000L;

  /// The kernel sends at least so many with one call.
  private static final int SENT_AT_ONCE = 32;

  private final XdpQueue queue;
  private final XdpRings rings;
  private final XdpCalls calls;
  private final ServerTrafficCounts counts;
  private final ServerClock clock;
  private final Departures departures = new Departures();
  private final int trafficClass;
  private final MemorySegment umem;
  private final ByteBuffer octets;
  private final long[] free;
  private int freeCount;
  private long overflowed;
  private long lastServed;
  private boolean rested;

  // Of each reply of a batch.
  private final int[] frames = new int[BATCH];
  private final int[] lengths = new int[BATCH];
  private final long[] departing = new long[BATCH];

  /// @param queue which is this one's from now on
  /// @param trafficClass of what is sent: differentiated services code point, four times
  XdpSocket(XdpQueue queue, WallClock wallClock, ServerTrafficCounts counts, int trafficClass) {
    this.queue = queue;
    this.rings = queue.rings();
    this.calls = new XdpCalls(Arena.ofAuto());
    this.counts = counts;
    this.clock = new ServerClock(wallClock);
    this.trafficClass = trafficClass;
    this.umem = rings.umem();
    this.octets = umem.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    this.free = new long[rings.frames()];
    for (int i = 0; i < free.length; i++) {
      free[i] = (long) i * XdpMemory.FRAME;
    }
    freeCount = free.length;
    refill();
  }

  int fd() {
    return rings.fd();
  }

  /// Answers a batch of what has arrived.
  ///
  /// @return how many frames there were
  int serve(DatagramAnswerer answerer, ServerDatagram datagram) {
    reclaim();
    XdpRing received = rings.received();
    int count = Math.min(received.available(), BATCH);
    if (count > 0) {
      long now = clock.begin();
      rested = Math.abs(now - lastServed) >= Departures.REST;
      lastServed = now;
      answerer.onBatch(now);
      int replies = 0;
      for (int i = 0; i < count; i++) {
        int frame = (int) received.describedFrame(i);
        int length = answer(frame, received.describedLength(i), answerer, datagram);
        if (length > 0 && rings.toSend().room() > replies) {
          frames[replies] = frame;
          lengths[replies] = length;
          departing[replies] = datagram.departure();
          replies++;
        } else {
          if (length > 0) {
            counts.add(ServerTrafficCounts.SEND_FAILED, 1);
          }
          free[freeCount++] = frame & -XdpMemory.FRAME;
        }
      }
      received.release(count);
      counts.add(ServerTrafficCounts.RECEIVED, count);
      counts.add(ServerTrafficCounts.BYPASSED, count);
      if (replies > 0) {
        send(replies, answerer);
      }
    }
    refill();
    return count;
  }

  /// @return the reply's length, or 0 for none
  private int answer(
      int frame, int frameLength, DatagramAnswerer answerer, ServerDatagram datagram) {
    boolean ipv4 = Frames.isIpv4(octets, frame);
    int udp = Frames.udp(frame, ipv4);
    if (udp + Frames.UDP_LENGTH > frame + frameLength) {
      // Not what the program takes.
      counts.add(ServerTrafficCounts.TRUNCATED, 1);
      return 0;
    }
    datagram.place(octets, udp + Frames.UDP_HEADER, Frames.REQUEST);
    int port = octets.getShort(udp) & 0xffff;
    if (ipv4) {
      datagram.from(0, mapped(Frames.ipv4From(frame)), port);
      datagram.to(0, mapped(Frames.ipv4To(frame)));
    } else {
      int from = Frames.ipv6From(frame);
      int to = Frames.ipv6To(frame);
      datagram.from(octets.getLong(from), octets.getLong(from + Long.BYTES), port);
      datagram.to(octets.getLong(to), octets.getLong(to + Long.BYTES));
    }
    tellTimes(frame, datagram);
    int length = answerer.answer(datagram);
    if (length == DatagramAnswerer.HAND_OVER) {
      // The loop is for what the sockets get; what comes here is answered or not.
      counts.add(ServerTrafficCounts.HAND_OVER_LOST, 1);
      return 0;
    }
    return length;
  }

  private long mapped(int at) {
    return ServerDatagram.IPV4_PREFIX | (octets.getInt(at) & 0xffff_ffffL);
  }

  private void tellTimes(int frame, ServerDatagram datagram) {
    long now = clock.nowNanos();
    long received = now;
    Timestamp.Source source = Timestamp.Source.DAEMON;
    int stamp = frame - XdpProgram.STAMP;
    if (umem.get(LONG_ANYWHERE, stamp) == XdpProgram.STAMPED) {
      // The next frame at this place may come without.
      umem.set(LONG_ANYWHERE, stamp, 0);
      long kernel = clock.atMonotonic(umem.get(LONG_ANYWHERE, (long) stamp + Long.BYTES));
      if (Math.abs(now - kernel) <= PLAUSIBLE_NANOS) {
        received = kernel;
        source = Timestamp.Source.KERNEL;
        counts.add(ServerTrafficCounts.KERNEL_RECEIVED, 1);
      }
    }
    datagram.arrived(received, source);
  }

  /// Finishes the replies and has them sent. Where the kernel copies them they leave within this
  /// call, one after the other.
  private void send(int replies, DatagramAnswerer answerer) {
    long lead = departures.leadNanos(rested);
    long now = clock.nowNanos();
    for (int i = 0; i < replies; i++) {
      int frame = frames[i];
      boolean ipv4 = Frames.isIpv4(octets, frame);
      int reply = Frames.udp(frame, ipv4) + Frames.UDP_HEADER;
      long leaves = departures.expectedNanos(now, replies, i) + lead;
      answerer.depart(octets, reply, departing[i], leaves);
      rings.toSend().put(frame, Frames.turn(octets, frame, ipv4, lengths[i], trafficClass));
    }
    long expectedOfLast = departures.expectedNanos(now, replies, replies - 1);
    long finished = clock.nowNanos();
    departures.finished(replies, finished - now);
    XdpRing toSend = rings.toSend();
    toSend.publish();
    int left = 2 + toSend.unused() / SENT_AT_ONCE;
    while (XdpCalls.send(fd()) < 0 && toSend.unused() > 0 && left > 0) {
      reclaim();
      left--;
    }
    reclaim();
    boolean stuck = toSend.unused() > 0 && isRefused(calls.sendTellingWhyNot(fd()));
    counts.add(stuck ? ServerTrafficCounts.SEND_FAILED : ServerTrafficCounts.SENT, replies);
    long took = clock.nowNanos() - finished;
    departures.sent(replies, took);
    // The middle of the last one's share.
    departures.left(rested, expectedOfLast, finished + took - took / (2L * replies));
  }

  /// Whether the kernel will not send even later.
  private static boolean isRefused(long result) {
    boolean busy = Errno.EAGAIN.is(result) || Errno.EBUSY.is(result) || Errno.ENOBUFS.is(result);
    return result < 0 && !busy;
  }

  /// Takes back the frames whose replies have left.
  private void reclaim() {
    XdpRing sent = rings.sent();
    int count = sent.available();
    for (int i = 0; i < count; i++) {
      free[freeCount++] = sent.frame(i) & -XdpMemory.FRAME;
    }
    if (count > 0) {
      sent.release(count);
    }
  }

  /// Gives the kernel what is free; there is room for every frame.
  private void refill() {
    if (freeCount > 0) {
      XdpRing toFill = rings.toFill();
      while (freeCount > 0) {
        toFill.put(free[--freeCount]);
      }
      toFill.publish();
    }
  }

  /// Asks the kernel what it had to drop.
  void countOverflow() {
    long now = queue.dropped();
    if (now > overflowed) {
      counts.add(ServerTrafficCounts.OVERFLOWED, now - overflowed);
      overflowed = now;
    }
  }

  /// Gives the queue back to the system.
  void close() {
    queue.close();
  }
}
