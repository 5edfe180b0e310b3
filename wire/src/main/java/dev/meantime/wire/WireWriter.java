// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A cursor that writes octets and owns every bounds check. Big-endian. Confined to its user's
/// thread.
public final class WireWriter {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] data;
  private int position;

  /// A writer with room for `capacity` octets, all zero.
  public WireWriter(int capacity) {
    this.data = new byte[capacity];
  }

  /// Octets written so far.
  public int length() {
    return position;
  }

  /// Writes the low eight bits.
  public void u8(int value) {
    data[advance(1)] = (byte) value;
  }

  /// Writes the low sixteen bits.
  public void u16(int value) {
    SHORT.set(data, advance(2), (short) value);
  }

  public void i32(int value) {
    INT.set(data, advance(4), value);
  }

  public void i64(long value) {
    LONG.set(data, advance(8), value);
  }

  public void octets(byte[] value) {
    System.arraycopy(value, 0, data, advance(value.length), value.length);
  }

  /// Leaves `count` octets zero.
  public void skip(int count) {
    advance(count);
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(data, position);
  }

  private int advance(int count) {
    if (count < 0 || count > data.length - position) {
      throw new IndexOutOfBoundsException(
          count + " octets to write, room for " + (data.length - position));
    }
    int from = position;
    position += count;
    return from;
  }
}
