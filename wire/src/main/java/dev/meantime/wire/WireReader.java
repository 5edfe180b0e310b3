// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A cursor over received octets that owns every bounds check. Big-endian. Confined to its user's
/// thread.
///
/// Callers ask {@link #remaining} before they read: running over the end is a bug of ours, not bad
/// input.
public final class WireReader {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] data;
  private final int end;
  private int position;

  /// Reads the first `length` octets of `data`, without copying them.
  public WireReader(byte[] data, int length) {
    if (length < 0 || length > data.length) {
      throw new IllegalArgumentException("length " + length + " of " + data.length);
    }
    this.data = data;
    this.end = length;
  }

  public int remaining() {
    return end - position;
  }

  public int u8() {
    return data[advance(1)] & 0xff;
  }

  public int i8() {
    return data[advance(1)];
  }

  public int u16() {
    return (short) SHORT.get(data, advance(2)) & 0xffff;
  }

  public int i32() {
    return (int) INT.get(data, advance(4));
  }

  public long i64() {
    return (long) LONG.get(data, advance(8));
  }

  public byte[] octets(int count) {
    int from = advance(count);
    return Arrays.copyOfRange(data, from, from + count);
  }

  private int advance(int count) {
    if (count < 0 || count > remaining()) {
      throw new IndexOutOfBoundsException(count + " octets wanted, " + remaining() + " left");
    }
    int from = position;
    position += count;
    return from;
  }
}
