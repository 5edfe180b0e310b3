// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What is remembered of those who asked: how often, how many of their requests were dropped, and
/// how much more they may have (`ratelimit`). There is room for so many addresses and no more,
/// whatever is sent: of eight that share a set, the one that has been silent longest gives way to a
/// new one.
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

  private static final int MAX_CLIENTS = 1 << 24;

  /// Ticks in a second.
  private static final int TICKS = 16;

  private static final long NANOS_PER_TICK = 1_000_000_000L / TICKS;

  private static final int LAST_TICK_AND_TOKENS = ClientTable.AGE;
  private static final int HITS_AND_DROPS = ClientTable.WEIGHT;
  private static final int RATES = ClientTable.PRESENT;

  private static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(ClientLog.class, "version", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ClientTable records;
  private final RateLimit limit;
  private final TokenBucket bucket;
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
    this.limit = limit;
    this.bucket = new TokenBucket(limit);
    this.dice = new Dice(seed);
    this.records = new ClientTable(capacityFor(octets), dice.next());
  }

  /// For how many clients so many octets have room: a power of two, 8 to 2^24.
  public static int capacityFor(long octets) {
    long clients = Math.clamp(octets / OCTETS_PER_CLIENT, ClientTable.WAYS, MAX_CLIENTS);
    return (int) Long.highestOneBit(clients);
  }

  /// Notes a request.
  ///
  /// @param nowNanos when it came, by the wall clock
  /// @return the client's place, for {@link #judge}
  public int note(long high, long low, long nowNanos) {
    int tick = tick(nowNanos);
    long hash = records.hash(high, low);
    int place = records.find(high, low, hash);
    startWriting();
    if (place < 0) {
      place = replace(high, low, hash, tick);
    } else {
      long lastAndTokens = records.get(place, LAST_TICK_AND_TOKENS);
      int last = (int) (lastAndTokens >>> 32);
      int ticks = tick - last;
      long rates = records.get(place, RATES);
      records.set(place, RATES, RequestRate.after(rates, ticks));
      // A clock that was set back earns nobody anything.
      int tokens = ticks > 0 ? bucket.earn((int) lastAndTokens, ticks) : (int) lastAndTokens;
      records.set(place, LAST_TICK_AND_TOKENS, packed(tick, tokens));
      long hits = records.get(place, HITS_AND_DROPS);
      if (hits >>> 32 != 0xffff_ffffL) {
        records.set(place, HITS_AND_DROPS, hits + (1L << 32));
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
    long lastAndTokens = records.get(place, LAST_TICK_AND_TOKENS);
    int tokens = (int) lastAndTokens;
    int tick = (int) (lastAndTokens >>> 32);
    if (tokens >= bucket.cost()) {
      setTokens(place, tick, tokens - bucket.cost());
      return Verdict.ANSWER;
    }
    boolean leaks = dice.isOneIn(1 << limit.leak());
    // Some ask the more often the less they are answered. To drop their requests would only bring
    // more: most are answered, and they find their peace.
    if (RequestRate.isHigherUnanswered(records.get(place, RATES))) {
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

  /// How many clients it has room for.
  public int capacity() {
    return records.capacity();
  }

  /// How many places there are so far: the bound of {@link #read}'s index. Grows up to the
  /// capacity, and a client may move to a higher one. May be called from any thread.
  public int places() {
    return records.places();
  }

  /// Reads what is known of one client, from any thread.
  ///
  /// @param index 0 to one less than the places
  /// @param out where it is put
  /// @return whether there is one
  public boolean read(int index, ClientRecord out) {
    while (true) {
      int before = (int) VERSION.getAcquire(this);
      boolean there = (before & 1) == 0 && records.isThere(index);
      long high = there ? records.get(index, ClientTable.HIGH) : 0;
      long low = there ? records.get(index, ClientTable.LOW) : 0;
      long lastAndTokens = there ? records.get(index, LAST_TICK_AND_TOKENS) : 0;
      long hits = there ? records.get(index, HITS_AND_DROPS) : 0;
      long rates = there ? records.get(index, RATES) : 0;
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
    records.set(index, HITS_AND_DROPS, 0);
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

  private int replace(long high, long low, long hash, int tick) {
    int place = records.claim(hash);
    forgotten += records.get(place, RATES) == 0 ? 0 : 1;
    records.set(place, ClientTable.HIGH, high);
    records.set(place, ClientTable.LOW, low);
    records.set(place, LAST_TICK_AND_TOKENS, packed(tick, bucket.capacity()));
    records.set(place, HITS_AND_DROPS, 1L << 32);
    records.set(place, RATES, RequestRate.UNKNOWN);
    return place;
  }

  private void setTokens(int place, int tick, int tokens) {
    startWriting();
    records.set(place, LAST_TICK_AND_TOKENS, packed(tick, tokens));
    endWriting();
  }

  private void drop(int place) {
    startWriting();
    long hits = records.get(place, HITS_AND_DROPS);
    if ((int) hits != -1) {
      records.set(place, HITS_AND_DROPS, hits + 1);
    }
    records.set(place, RATES, RequestRate.unanswered(records.get(place, RATES)));
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
