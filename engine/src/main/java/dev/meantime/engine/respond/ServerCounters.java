// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Counts what became of datagrams. Written by one thread, read by any.
// The ordinal is an index for this process alone; an EnumMap would box every count.
@SuppressWarnings("EnumOrdinal")
public final class ServerCounters {

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int COUNT = ServerCounter.values().length;

  private static final int REPLIES = COUNT;
  private static final int SPAN_NANOS = COUNT + 1;

  private final long[] values = new long[COUNT + 2];

  ServerCounters() {}

  void count(ServerCounter counter) {
    int index = counter.ordinal();
    // Whole numbers are enough for the reader; it needs no order between them.
    ELEMENT.setOpaque(values, index, values[index] + 1);
  }

  void remembered(int replies, long spanNanos) {
    ELEMENT.setOpaque(values, REPLIES, (long) replies);
    ELEMENT.setOpaque(values, SPAN_NANOS, spanNanos);
  }

  /// How many replies' transmit timestamps are remembered.
  public long rememberedReplies() {
    return (long) ELEMENT.getOpaque(values, REPLIES);
  }

  /// Seconds from the oldest of them to the newest.
  public double rememberedSpan() {
    return (long) ELEMENT.getOpaque(values, SPAN_NANOS) * 1e-9;
  }

  public long get(ServerCounter counter) {
    return (long) ELEMENT.getOpaque(values, counter.ordinal());
  }
}
