// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.util.Arrays;

/// What the datagrams were whose transmit timestamps have been asked for and have not come yet. The
/// kernel numbers them; this counts along. Guarded by the lock of its socket, as two threads send.
final class TransmitStamps {

  /// So many can be on their way; of one that takes longer the timestamp is lost.
  private static final int CAPACITY = 4096;

  /// Nothing leaves so much before it was expected to.
  private static final long EARLIEST_NANOS = 5_000_000;

  /// Nor so much later.
  private static final long LATEST_NANOS = 1_000_000_000;

  /// Marks one sent only to learn how long sending takes.
  static final long PROBE = Long.MIN_VALUE;

  private static final byte[] NOTHING = {};

  private final long[] tokens = new long[CAPACITY];
  private final long[] readings = new long[CAPACITY];
  private final boolean[] afterRest = new boolean[CAPACITY];
  private final byte[][] loopData = new byte[CAPACITY][];
  private final int[] ids = new int[CAPACITY];
  private int next;

  TransmitStamps() {
    restart();
  }

  /// A reply is about to be sent.
  ///
  /// @param readingNanos when it was expected to leave
  /// @param rested whether the thread had rested
  void expect(long token, long readingNanos, boolean rested) {
    int place = claim();
    tokens[place] = token;
    afterRest[place] = rested;
    readings[place] = readingNanos;
    loopData[place] = NOTHING;
  }

  /// Something of the loop's is about to be sent.
  ///
  /// @param readingNanos what the clock says now
  void expect(byte[] data, long readingNanos) {
    int place = claim();
    readings[place] = readingNanos;
    loopData[place] = data;
  }

  private int claim() {
    int place = next & (CAPACITY - 1);
    ids[place] = next++;
    return place;
  }

  /// The number of the datagram that is expected next.
  int next() {
    return next;
  }

  /// Those from this number on have not been sent.
  void resume(int number) {
    next = number;
  }

  /// Where the datagram with this number is that left at this time; −1 when nobody waits for it.
  /// After the kernel has begun to count anew, a late timestamp may have a new datagram's number,
  /// but is too early.
  int find(int id, long leftNanos) {
    int place = id & (CAPACITY - 1);
    long late = leftNanos - readings[place];
    return ids[place] == id && late > -EARLIEST_NANOS && late < LATEST_NANOS ? place : -1;
  }

  long token(int place) {
    return tokens[place];
  }

  long reading(int place) {
    return readings[place];
  }

  boolean isAfterRest(int place) {
    return afterRest[place];
  }

  /// What the loop sent; empty for a reply.
  byte[] loopData(int place) {
    return loopData[place];
  }

  /// The kernel counts from 0 again.
  void restart() {
    next = 0;
    // Numbers that no datagram here can have.
    Arrays.fill(ids, -1);
    Arrays.fill(loopData, NOTHING);
  }
}
