// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.ServerTraffic;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What became of one thread's datagrams. Written by that thread, read by any.
final class ServerTrafficCounts {

  static final int RECEIVED = 0;
  static final int SENT = 1;
  static final int OVERFLOWED = 2;
  static final int TRUNCATED = 3;
  static final int SEND_FAILED = 4;
  static final int HAND_OVER_LOST = 5;
  static final int BYPASSED = 6;
  static final int KERNEL_RECEIVED = 7;
  static final int KERNEL_SENT = 8;

  static final int HARDWARE_RECEIVED = 9;
  static final int HARDWARE_SENT = 10;

  private static final int COUNT = 11;
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] values = new long[COUNT];

  void add(int what, long number) {
    ELEMENT.setOpaque(values, what, values[what] + number);
  }

  ServerTraffic snapshot() {
    return new ServerTraffic(
        get(RECEIVED),
        get(SENT),
        get(OVERFLOWED),
        get(TRUNCATED),
        get(SEND_FAILED),
        get(HAND_OVER_LOST),
        get(BYPASSED),
        get(KERNEL_RECEIVED),
        get(HARDWARE_RECEIVED),
        get(KERNEL_SENT),
        get(HARDWARE_SENT));
  }

  private long get(int what) {
    return (long) ELEMENT.getOpaque(values, what);
  }
}
