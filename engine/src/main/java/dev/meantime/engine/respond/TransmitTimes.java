// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.wire.NtpTimestamp;
import java.util.Arrays;

/// When the latest replies left, by the receive timestamp that they carried: what the next request
/// of an interleaved client asks for (RFC 9769 §2). Remembers a fixed number and forgets the
/// oldest. Confined to the responder's thread.
///
/// A receive timestamp is the key because it is unique, and because a client that shows one has
/// seen the reply. Each is good for one answer.
final class TransmitTimes {

  /// The key of no reply: receive timestamps have their lowest bit set.
  private static final long NO_KEY = 0;

  private static final int UNKNOWN = Integer.MIN_VALUE;

  /// So much earlier than the request, and so much later, a reply may have left, nanoseconds.
  private static final long EARLIEST = -1_000_000_000L;

  private static final long LATEST = 1_000_000_000L;

  private final int capacity;

  // A ring of the replies in the order in which they were noted.
  private final long[] keys;
  private final long[] receivedNanos;
  private final int[] delays;
  private int next;
  private int count;

  // Where in the ring a key is: open addressing at half load, with linear probing.
  private final int[] places;
  private final int mask;

  /// @param capacity how many replies, a power of two
  TransmitTimes(int capacity) {
    this.capacity = capacity;
    keys = new long[capacity];
    receivedNanos = new long[capacity];
    delays = new int[capacity];
    places = new int[2 * capacity];
    mask = places.length - 1;
    clear();
  }

  int count() {
    return count;
  }

  /// Nanoseconds from the oldest request remembered to the newest.
  long spanNanos() {
    if (count < 2) {
      return 0;
    }
    int newest = (next - 1 + capacity) % capacity;
    int oldest = (next - count + capacity) % capacity;
    return Math.max(0, receivedNanos[newest] - receivedNanos[oldest]);
  }

  /// Notes a reply.
  ///
  /// @param key its receive timestamp, lowest bit set
  /// @param received when the request arrived, by the wall clock; until more is known the reply has
  ///   left then
  void note(long key, long received) {
    int same = find(key);
    if (same >= 0) {
      // Two replies with one timestamp cannot be told apart: neither is used.
      delays[places[same]] = UNKNOWN;
      return;
    }
    if (count == capacity) {
      forget(keys[next]);
    } else {
      count++;
    }
    keys[next] = key;
    receivedNanos[next] = received;
    delays[next] = 0;
    int place = home(key);
    while (places[place] >= 0) {
      place = (place + 1) & mask;
    }
    places[place] = next;
    next = (next + 1) % capacity;
  }

  /// A better time of leaving became known, again by the wall clock. One that is more than a second
  /// from the first belongs to something else.
  void refine(long key, long transmitted) {
    int place = find(key);
    if (place >= 0) {
      int entry = places[place];
      int better = delay(receivedNanos[entry], transmitted);
      if (delays[entry] != UNKNOWN && better != UNKNOWN) {
        delays[entry] = better;
      }
    }
  }

  /// When the reply with this receive timestamp left, as an NTP timestamp on the same scale; 0 when
  /// that is not known. It is not told again.
  long take(long key) {
    int place = find(key);
    if (place < 0) {
      return 0;
    }
    int entry = places[place];
    int delay = delays[entry];
    delays[entry] = UNKNOWN;
    return delay == UNKNOWN ? 0 : key + NtpTimestamp.bitsOfNanos(delay);
  }

  /// The clock was moved: what is remembered is of another scale.
  void clear() {
    Arrays.fill(places, -1);
    Arrays.fill(keys, NO_KEY);
    next = 0;
    count = 0;
  }

  private static int delay(long received, long transmitted) {
    long delay = transmitted - received;
    return delay < EARLIEST || delay > LATEST ? UNKNOWN : (int) delay;
  }

  private int home(long key) {
    // The fraction's low bits are random, the seconds repeat: multiplying spreads both.
    return (int) ((key * 0x9e37_79b9_7f4a_7c15L) >>> 36) & mask;
  }

  private int find(long key) {
    int place = home(key);
    while (places[place] >= 0) {
      if (keys[places[place]] == key) {
        return place;
      }
      place = (place + 1) & mask;
    }
    return -1;
  }

  /// Closes the gap, so that no search ends before its key.
  private void forget(long key) {
    int gap = find(key);
    int place = gap;
    while (true) {
      place = (place + 1) & mask;
      if (places[place] < 0) {
        break;
      }
      int home = home(keys[places[place]]);
      if (((place - home) & mask) >= ((place - gap) & mask)) {
        places[gap] = places[place];
        gap = place;
      }
    }
    places[gap] = -1;
  }
}
