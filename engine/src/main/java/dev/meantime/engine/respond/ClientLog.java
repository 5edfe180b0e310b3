// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What is remembered of those who asked: how often, how many of their requests were dropped, and
/// how much more they may have (`ratelimit`). Room is for a fixed number of addresses, whatever is
/// sent: of eight that share a place, the one that has been silent longest gives way to a new one.
///
/// Written by one thread, the responder's; {@link #read} alone may be called from any.
public final class ClientLog {

  /// What a client's next request shall get.
  public enum Verdict {
    ANSWER,
    /// Told to ask less often (RATE).
    KISS,
    DROP
  }

  /// Octets that `clientloglimit` counts for a client: its record and its transmit timestamp, in a
  /// table that is half as large again while it grows.
  private static final long OCTETS_PER_CLIENT = (64 + 16) * 3 / 2;

  private static final int WAYS = 8;
  private static final int MAX_CLIENTS = 1 << 24;

  /// Ticks in a second.
  private static final int TICKS = 16;

  private static final long NANOS_PER_TICK = 1_000_000_000L / TICKS;

  // A record: address, last hit, hits, drops, tokens and rates.
  private static final int HIGH = 0;
  private static final int LOW = 1;
  private static final int LAST_TICK_AND_TOKENS = 2;
  private static final int HITS_AND_DROPS = 3;
  private static final int RATES = 4;
  private static final int WORDS = 5;

  private static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(ClientLog.class, "version", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] records;
  private final int sets;
  private final RateLimit limit;
  private final TokenBucket bucket;
  private final long key;
  private final Dice dice;
  private long originNanos;
  private boolean begun;
  private long forgotten;

  /// Odd while a record is being written, so that a reader knows that it has read half of it.
  @SuppressWarnings("unused")
  private int version;

  /// @param octets `clientloglimit`
  /// @param seed unpredictable, so that nobody can choose addresses that share a place
  public ClientLog(long octets, RateLimit limit, long seed) {
    this.sets = Math.max(1, capacityFor(octets) / WAYS);
    this.records = new long[sets * WAYS * WORDS];
    this.limit = limit;
    this.bucket = new TokenBucket(limit);
    this.dice = new Dice(seed);
    this.key = dice.next();
  }

  /// For how many clients so many octets have room: a power of two, 8 to 2^24.
  public static int capacityFor(long octets) {
    long clients = Math.clamp(octets / OCTETS_PER_CLIENT, WAYS, MAX_CLIENTS);
    return (int) Long.highestOneBit(clients);
  }

  /// Notes a request.
  ///
  /// @param nowNanos when it came, by the wall clock
  /// @return the client's place, for {@link #judge}
  public int note(long high, long low, long nowNanos) {
    int tick = tick(nowNanos);
    int set = set(high, low);
    int place = find(high, low, set);
    startWriting();
    if (place < 0) {
      place = replace(high, low, set, tick);
    } else {
      long lastAndTokens = records[place + LAST_TICK_AND_TOKENS];
      int last = (int) (lastAndTokens >>> 32);
      int ticks = tick - last;
      long rates = records[place + RATES];
      records[place + RATES] = RequestRate.after(rates, ticks);
      // A clock that was set back earns nobody anything.
      int tokens = ticks > 0 ? bucket.earn((int) lastAndTokens, ticks) : (int) lastAndTokens;
      records[place + LAST_TICK_AND_TOKENS] = packed(tick, tokens);
      long hits = records[place + HITS_AND_DROPS];
      if (hits >>> 32 != 0xffff_ffffL) {
        records[place + HITS_AND_DROPS] = hits + (1L << 32);
      }
    }
    endWriting();
    return place;
  }

  /// Decides about the request that was just noted.
  ///
  /// @param place what {@link #note} returned
  public Verdict judge(int place) {
    if (!limit.enabled()) {
      return Verdict.ANSWER;
    }
    long lastAndTokens = records[place + LAST_TICK_AND_TOKENS];
    int tokens = (int) lastAndTokens;
    int tick = (int) (lastAndTokens >>> 32);
    if (tokens >= bucket.cost()) {
      setTokens(place, tick, tokens - bucket.cost());
      return Verdict.ANSWER;
    }
    boolean leaks = dice.isOneIn(1 << limit.leak());
    // Some ask the more often the less they are answered. To drop their requests would only bring
    // more: most are answered, and they find their peace.
    if (RequestRate.isHigherUnanswered(records[place + RATES])) {
      leaks = !leaks;
    }
    if (leaks) {
      setTokens(place, tick, 0);
      return Verdict.ANSWER;
    }
    boolean kiss = limit.kiss() > 0 && dice.isOneIn(1 << limit.kiss());
    if (!kiss) {
      drop(place);
    }
    return kiss ? Verdict.KISS : Verdict.DROP;
  }

  /// How many clients gave way to new ones.
  public long forgotten() {
    return forgotten;
  }

  /// How many clients it has room for: the bound of {@link #read}'s index.
  public int capacity() {
    return sets * WAYS;
  }

  /// Reads what is known of one client, from any thread.
  ///
  /// @param index 0 to one less than the capacity
  /// @param out where it is put
  /// @return whether there is one
  public boolean read(int index, ClientRecord out) {
    int place = index * WORDS;
    while (true) {
      int before = (int) VERSION.getAcquire(this);
      long high = records[place + HIGH];
      long low = records[place + LOW];
      long lastAndTokens = records[place + LAST_TICK_AND_TOKENS];
      long hits = records[place + HITS_AND_DROPS];
      long rates = records[place + RATES];
      long origin = originNanos;
      VarHandle.loadLoadFence();
      if ((before & 1) == 0 && before == (int) VERSION.getOpaque(this)) {
        if (rates == 0) {
          return false;
        }
        long lastNanos = origin + (int) (lastAndTokens >>> 32) * NANOS_PER_TICK;
        out.set(high, low, hits >>> 32, hits & 0xffff_ffffL, rates, lastNanos);
        return true;
      }
      Thread.onSpinWait();
    }
  }

  /// Sets one client's hits and drops to zero. The writing thread's, as everything that changes.
  public void resetCounts(int index) {
    startWriting();
    records[index * WORDS + HITS_AND_DROPS] = 0;
    endWriting();
  }

  private int tick(long nowNanos) {
    if (!begun) {
      begun = true;
      // So that ticks do not fall together with the seconds in which requests tend to come.
      originNanos = nowNanos - (dice.next() >>> 1) % NANOS_PER_TICK;
    }
    return (int) Math.floorDiv(nowNanos - originNanos, NANOS_PER_TICK);
  }

  private int set(long high, long low) {
    long hash = (high ^ key) * 0x9e37_79b9_7f4a_7c15L;
    hash = (Long.rotateLeft(hash, 31) ^ low ^ Long.rotateLeft(key, 17)) * 0xbf58_476d_1ce4_e5b9L;
    hash = (hash ^ hash >>> 29) * 0x94d0_49bb_1331_11ebL;
    return (int) (hash >>> 33) & (sets - 1);
  }

  private int find(long high, long low, int set) {
    int place = set * WAYS * WORDS;
    for (int way = 0; way < WAYS; way++, place += WORDS) {
      if (records[place + LOW] == low
          && records[place + HIGH] == high
          && records[place + RATES] != 0) {
        return place;
      }
    }
    return -1;
  }

  private int replace(long high, long low, int set, int tick) {
    int chosen = set * WAYS * WORDS;
    for (int way = 0, place = chosen; way < WAYS; way++, place += WORDS) {
      if (records[place + RATES] == 0) {
        chosen = place;
        break;
      }
      if (isStaler(place, chosen)) {
        chosen = place;
      }
    }
    forgotten += records[chosen + RATES] == 0 ? 0 : 1;
    records[chosen + HIGH] = high;
    records[chosen + LOW] = low;
    records[chosen + LAST_TICK_AND_TOKENS] = packed(tick, bucket.capacity());
    records[chosen + HITS_AND_DROPS] = 1L << 32;
    records[chosen + RATES] = RequestRate.UNKNOWN;
    return chosen;
  }

  private boolean isStaler(int place, int than) {
    int one = (int) (records[place + LAST_TICK_AND_TOKENS] >>> 32);
    int other = (int) (records[than + LAST_TICK_AND_TOKENS] >>> 32);
    return one < other
        || (one == other
            && records[place + HITS_AND_DROPS] >>> 32 < records[than + HITS_AND_DROPS] >>> 32);
  }

  private void setTokens(int place, int tick, int tokens) {
    startWriting();
    records[place + LAST_TICK_AND_TOKENS] = packed(tick, tokens);
    endWriting();
  }

  private void drop(int place) {
    startWriting();
    if ((int) records[place + HITS_AND_DROPS] != -1) {
      records[place + HITS_AND_DROPS]++;
    }
    records[place + RATES] = RequestRate.unanswered(records[place + RATES]);
    endWriting();
  }

  private static long packed(int tick, int tokens) {
    return ((long) tick << 32) | (tokens & 0xffff_ffffL);
  }

  private void startWriting() {
    VERSION.setOpaque(this, version + 1);
    VarHandle.storeStoreFence();
  }

  private void endWriting() {
    VERSION.setRelease(this, version + 1);
  }
}
