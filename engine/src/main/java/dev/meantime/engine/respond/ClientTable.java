// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import java.util.Arrays;

/// Records of clients by address, in as little memory as they need: one that lies among few others
/// is found in a cache, one in a table for a million is not. The table grows a set at a time, so
/// that no request has to wait for it, up to a bound.
///
/// Extendible hashing (Fagin, Nievergelt, Pippenger and Strong, 1979): a directory leads to sets of
/// eight records; a set that is full is divided by the next bit of its hashes, and the directory is
/// doubled when it has no such bit yet. A keyed hash keeps addresses from being chosen for one set.
/// Confined to its {@link ClientLog}.
final class ClientTable {

  /// How many records share a set.
  static final int WAYS = 8;

  /// What is stored of a client: the address, and three words that are the log's.
  static final int HIGH = 0;

  static final int LOW = 1;

  /// The upper half tells the age: the record with the lower one gives way.
  static final int AGE = 2;

  /// Decides between two of one age.
  static final int WEIGHT = 3;

  /// Zero where there is no record.
  static final int PRESENT = 4;

  private static final int WORDS = 5;
  private static final int SETS_PER_SEGMENT = 512;
  private static final int PLACES_PER_SEGMENT = SETS_PER_SEGMENT * WAYS;
  private static final long[] NO_SEGMENT = {};

  /// So many bits deeper than evenly filled sets need may the directory become: a little more than
  /// chance makes necessary.
  private static final int SPARE_BITS = 2;

  private final long[][] segments;
  private final int mostSets;
  private final int deepest;
  private final long key;
  private final byte[] depths;
  private int[] directory = new int[1];
  private int depth;

  /// Read by any thread.
  private volatile int sets;

  /// @param capacity of how many clients at most; a power of two, at least 8
  /// @param key unpredictable
  ClientTable(int capacity, long key) {
    this.mostSets = capacity / WAYS;
    this.deepest = Integer.numberOfTrailingZeros(mostSets) + SPARE_BITS;
    this.key = key;
    this.depths = new byte[mostSets];
    this.segments = new long[(mostSets - 1) / SETS_PER_SEGMENT + 1][];
    Arrays.fill(segments, NO_SEGMENT);
    addSet();
  }

  /// How many clients it has room for when it has grown.
  int capacity() {
    return mostSets * WAYS;
  }

  /// How many places there are so far; they are counted from 0. May be called from any thread.
  int places() {
    return sets * WAYS;
  }

  /// Whether a place lies where the calling thread can see one already.
  boolean isThere(int place) {
    return segments[place / PLACES_PER_SEGMENT].length > 0;
  }

  long get(int place, int word) {
    return segments[place / PLACES_PER_SEGMENT][place % PLACES_PER_SEGMENT * WORDS + word];
  }

  void set(int place, int word, long value) {
    segments[place / PLACES_PER_SEGMENT][place % PLACES_PER_SEGMENT * WORDS + word] = value;
  }

  long hash(long high, long low) {
    long hash = (high ^ key) * 0x9e37_79b9_7f4a_7c15L;
    hash = (Long.rotateLeft(hash, 31) ^ low ^ Long.rotateLeft(key, 17)) * 0xbf58_476d_1ce4_e5b9L;
    hash = (hash ^ hash >>> 29) * 0x94d0_49bb_1331_11ebL;
    return hash >>> 33;
  }

  /// The place of an address, −1 if it has none.
  int find(long high, long low, long hash) {
    int first = setOf(hash) * WAYS;
    long[] segment = segments[first / PLACES_PER_SEGMENT];
    int at = first % PLACES_PER_SEGMENT * WORDS;
    for (int way = 0; way < WAYS; way++, at += WORDS) {
      if (segment[at + LOW] == low && segment[at + HIGH] == high && segment[at + PRESENT] != 0) {
        return first + way;
      }
    }
    return -1;
  }

  /// A place for an address that has none: an empty one; without any, that of the record that gives
  /// way, which is still there.
  int claim(long hash) {
    while (true) {
      int first = setOf(hash) * WAYS;
      for (int place = first; place < first + WAYS; place++) {
        if (get(place, PRESENT) == 0) {
          return place;
        }
      }
      if (!divide(setOf(hash), hash)) {
        return stalest(first);
      }
    }
  }

  private int setOf(long hash) {
    return directory[(int) hash & (directory.length - 1)];
  }

  private int stalest(int first) {
    int chosen = first;
    for (int place = first + 1; place < first + WAYS; place++) {
      if (isStaler(place, chosen)) {
        chosen = place;
      }
    }
    return chosen;
  }

  private boolean isStaler(int place, int than) {
    int one = (int) (get(place, AGE) >>> 32);
    int other = (int) (get(than, AGE) >>> 32);
    return one < other
        || (one == other && Long.compareUnsigned(get(place, WEIGHT), get(than, WEIGHT)) < 0);
  }

  private void addSet() {
    int next = sets;
    int segment = next / SETS_PER_SEGMENT;
    if (segments[segment].length == 0) {
      int left = Math.min(SETS_PER_SEGMENT, mostSets - next);
      segments[segment] = new long[left * WAYS * WORDS];
    }
    sets = next + 1;
  }

  /// Divides a set by the next bit of its hashes.
  ///
  /// @param hash of an address that belongs there
  /// @return whether there was room to
  private boolean divide(int set, long hash) {
    int own = depths[set];
    if (sets == mostSets || own == deepest) {
      return false;
    }
    if (own == depth) {
      int length = directory.length;
      directory = Arrays.copyOf(directory, 2 * length);
      System.arraycopy(directory, 0, directory, length, length);
      depth++;
    }
    int other = sets;
    addSet();
    depths[set] = (byte) (own + 1);
    depths[other] = (byte) (own + 1);
    int bit = 1 << own;
    for (int i = ((int) hash & (bit - 1)) | bit; i < directory.length; i += 2 * bit) {
      directory[i] = other;
    }
    for (int way = 0; way < WAYS; way++) {
      int from = set * WAYS + way;
      if ((hash(get(from, HIGH), get(from, LOW)) & bit) != 0) {
        move(from, other * WAYS + way);
      }
    }
    return true;
  }

  private void move(int from, int to) {
    for (int word = 0; word < WORDS; word++) {
      set(to, word, get(from, word));
      set(from, word, 0);
    }
  }
}
