// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;

import dev.meantime.platform.linux.XdpAbi.SockaddrXdp;
import dev.meantime.platform.linux.XdpAbi.XdpMmapOffsets;
import dev.meantime.platform.linux.XdpAbi.XdpRingOffset;
import dev.meantime.platform.linux.XdpAbi.XdpStatistics;
import dev.meantime.platform.linux.XdpAbi.XdpUmemReg;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// An AF_XDP socket's descriptor and what it shares with the kernel: memory for frames and the four
/// rings by which each side tells the other which frames are whose. The loop makes it and the
/// thread that serves has it from then on.
final class XdpMemory implements XdpQueue {

  /// Octets for a frame, and what comes before it.
  static final int FRAME = 2048;

  private static final int MOST_WAITS = 50;
  private static final long WAIT_NANOS = 10_000_000;

  private static final int SCRATCH = XdpMmapOffsets.SIZE;

  private final SocketCalls socketCalls;
  private final XdpCalls calls;
  private final MemorySegment scratch;
  private final MemorySegment length;
  private final int frames;
  private final int fd;
  private final List<MemorySegment> mapped = new ArrayList<>();
  private final MemorySegment umem;
  private final XdpRings rings;
  private boolean closed;

  /// @param frames a power of two
  XdpMemory(int frames, Arena arena) throws IOException {
    this.frames = frames;
    this.socketCalls = new SocketCalls(arena);
    this.calls = new XdpCalls(arena);
    this.scratch = arena.allocate(SCRATCH, Long.BYTES);
    this.length = arena.allocate(Integer.BYTES, Integer.BYTES);
    int type = XdpAbi.SOCK_RAW | Abi.SOCK_CLOEXEC;
    this.fd = (int) check("socket AF_XDP", socketCalls.socket(XdpAbi.AF_XDP, type, 0));
    try {
      umem = mapAnonymous(calls, (long) frames * FRAME);
      mapped.add(umem);
      register();
      setSize("XDP_UMEM_FILL_RING", XdpAbi.XDP_UMEM_FILL_RING);
      setSize("XDP_UMEM_COMPLETION_RING", XdpAbi.XDP_UMEM_COMPLETION_RING);
      setSize("XDP_RX_RING", XdpAbi.XDP_RX_RING);
      setSize("XDP_TX_RING", XdpAbi.XDP_TX_RING);
      MemorySegment offsets = arena.allocate(XdpMmapOffsets.SIZE, Long.BYTES);
      get("XDP_MMAP_OFFSETS", XdpAbi.XDP_MMAP_OFFSETS, offsets);
      int descriptor = XdpAbi.XdpDesc.SIZE;
      rings =
          new XdpRings(
              fd,
              frames,
              umem,
              ring(offsets, XdpMmapOffsets.RX, descriptor, XdpAbi.XDP_PGOFF_RX_RING),
              ring(offsets, XdpMmapOffsets.TX, descriptor, XdpAbi.XDP_PGOFF_TX_RING),
              ring(offsets, XdpMmapOffsets.FR, Long.BYTES, XdpAbi.XDP_UMEM_PGOFF_FILL_RING),
              ring(offsets, XdpMmapOffsets.CR, Long.BYTES, XdpAbi.XDP_UMEM_PGOFF_COMPLETION_RING));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Takes the frames of one queue from now on.
  ///
  /// @param copy whether the kernel shall copy frames even where the driver need not
  void bind(int interfaceIndex, int queue, boolean copy) throws IOException {
    scratch.fill((byte) 0);
    int flags = XdpAbi.XDP_USE_NEED_WAKEUP | (copy ? XdpAbi.XDP_COPY : 0);
    scratch.set(ValueLayout.JAVA_SHORT, SockaddrXdp.FAMILY, (short) XdpAbi.AF_XDP);
    scratch.set(ValueLayout.JAVA_SHORT, SockaddrXdp.FLAGS, (short) flags);
    scratch.set(INT, SockaddrXdp.IFINDEX, interfaceIndex);
    scratch.set(INT, SockaddrXdp.QUEUE_ID, queue);
    int result = socketCalls.bind(fd, scratch, SockaddrXdp.SIZE);
    for (int i = 0; i < MOST_WAITS && Errno.EBUSY.is(result); i++) {
      // The queue of a socket that was closed is free a moment later.
      LockSupport.parkNanos(WAIT_NANOS);
      result = socketCalls.bind(fd, scratch, SockaddrXdp.SIZE);
    }
    check("bind AF_XDP", result);
  }

  int fd() {
    return fd;
  }

  @Override
  public XdpRings rings() {
    return rings;
  }

  /// The sum of `rx_dropped`, for want of a free frame among others, and `rx_ring_full`. To add
  /// `rx_fill_ring_empty_descs` would count the first a second time, and besides how often a driver
  /// that fills frames itself found none, without a loss.
  @Override
  public long dropped() {
    length.set(INT, 0, XdpStatistics.SIZE);
    int result = calls.getsockopt(fd, XdpAbi.SOL_XDP, XdpAbi.XDP_STATISTICS, scratch, length);
    return result < 0
        ? 0
        : scratch.get(LONG, XdpStatistics.RX_DROPPED)
            + scratch.get(LONG, XdpStatistics.RX_RING_FULL);
  }

  private void register() throws IOException {
    scratch.fill((byte) 0);
    scratch.set(LONG, XdpUmemReg.ADDR, umem.address());
    scratch.set(LONG, XdpUmemReg.LEN, umem.byteSize());
    scratch.set(INT, XdpUmemReg.CHUNK_SIZE, FRAME);
    set("XDP_UMEM_REG", XdpAbi.XDP_UMEM_REG, XdpUmemReg.SIZE);
  }

  private void setSize(String name, int option) throws IOException {
    scratch.set(INT, 0, frames);
    set(name, option, Integer.BYTES);
  }

  private void set(String name, int option, int size) throws IOException {
    check("setsockopt " + name, socketCalls.setsockopt(fd, XdpAbi.SOL_XDP, option, scratch, size));
  }

  private void get(String name, int option, MemorySegment value) throws IOException {
    length.set(INT, 0, (int) value.byteSize());
    check("getsockopt " + name, calls.getsockopt(fd, XdpAbi.SOL_XDP, option, value, length));
    if (length.get(INT, 0) != value.byteSize()) {
      throw Errno.failed("getsockopt " + name, -Errno.EINVAL.number());
    }
  }

  private XdpRing ring(MemorySegment offsets, int which, int element, long place)
      throws IOException {
    MemorySegment mine = offsets.asSlice(which, XdpRingOffset.SIZE);
    long size = mine.get(LONG, XdpRingOffset.DESC) + (long) frames * element;
    int flags = XdpAbi.MAP_SHARED | XdpAbi.MAP_POPULATE;
    return new XdpRing(map(size, flags, fd, place), mine, frames);
  }

  private MemorySegment map(long size, int flags, int file, long place) throws IOException {
    MemorySegment memory = map(calls, size, flags, file, place);
    mapped.add(memory);
    return memory;
  }

  /// Memory of its own, which `munmap` gives back.
  static MemorySegment mapAnonymous(XdpCalls calls, long size) throws IOException {
    return map(calls, size, XdpAbi.MAP_PRIVATE | XdpAbi.MAP_ANONYMOUS, -1, 0);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment map(XdpCalls calls, long size, int flags, int file, long place)
      throws IOException {
    long address = check("mmap", calls.mmap(size, flags, file, place));
    return MemorySegment.ofAddress(address).reinterpret(size);
  }

  private static long check(String call, long result) throws IOException {
    if (result < 0) {
      throw Errno.failed(call, result);
    }
    return result;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    var _ = socketCalls.close(fd);
    mapped.forEach(calls::munmap);
    mapped.clear();
  }
}
