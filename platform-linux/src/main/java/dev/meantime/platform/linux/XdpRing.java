// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;

import dev.meantime.platform.linux.XdpAbi.XdpDesc;
import dev.meantime.platform.linux.XdpAbi.XdpRingOffset;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// A ring that one side fills and the other empties, one of them the kernel. Indices count up for
/// ever and wrap at 32 bits. On our side confined to one thread.
final class XdpRing {

  private static final VarHandle INDEX = ValueLayout.JAVA_INT.varHandle();

  private final MemorySegment memory;
  private final long producer;
  private final long consumer;
  private final long elements;
  private final int size;
  private int next;

  /// @param offsets an `xdp_ring_offset`
  /// @param size how many elements there is room for, a power of two
  XdpRing(MemorySegment memory, MemorySegment offsets, int size) {
    this.memory = memory;
    this.producer = offsets.get(LONG, XdpRingOffset.PRODUCER);
    this.consumer = offsets.get(LONG, XdpRingOffset.CONSUMER);
    this.elements = offsets.get(LONG, XdpRingOffset.DESC);
    this.size = size;
  }

  MemorySegment memory() {
    return memory;
  }

  /// How many elements the kernel has put in for us.
  int available() {
    return (int) INDEX.getAcquire(memory, producer) - next;
  }

  /// How many elements there is room for in a ring of ours.
  int room() {
    return size - unused();
  }

  /// How many elements of ours the kernel has not taken out yet.
  int unused() {
    return next - (int) INDEX.getAcquire(memory, consumer);
  }

  /// A frame's place, of the element that many after the first available.
  long frame(int index) {
    return memory.get(LONG, elements + (long) ((next + index) & (size - 1)) * Long.BYTES);
  }

  /// As {@link #frame}, in a ring of descriptors.
  long describedFrame(int index) {
    return memory.get(LONG, descriptor(next + index) + XdpDesc.ADDR);
  }

  /// The length of the {@link #describedFrame}.
  int describedLength(int index) {
    return memory.get(INT, descriptor(next + index) + XdpDesc.LEN);
  }

  /// Gives the first of the available elements back.
  void release(int count) {
    next += count;
    INDEX.setRelease(memory, consumer, next);
  }

  /// Puts a frame in, for which there is {@link #room}.
  void put(long frame) {
    memory.set(LONG, elements + (long) (next & (size - 1)) * Long.BYTES, frame);
    next++;
  }

  /// As {@link #put(long)}, in a ring of descriptors.
  void put(long frame, int length) {
    long at = descriptor(next);
    memory.set(LONG, at + XdpDesc.ADDR, frame);
    memory.set(INT, at + XdpDesc.LEN, length);
    memory.set(INT, at + XdpDesc.OPTIONS, 0);
    next++;
  }

  /// Shows the kernel what was put in.
  void publish() {
    INDEX.setRelease(memory, producer, next);
  }

  private long descriptor(int index) {
    return elements + (long) (index & (size - 1)) * XdpDesc.SIZE;
  }
}
