// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// What is known of one client: a copy that {@link ClientLog#read} fills. Confined to its reader.
public final class ClientRecord {

  private long high;
  private long low;
  private long hits;
  private long drops;
  private long rates;
  private long lastHitNanos;

  /// Of nobody yet.
  public ClientRecord() {}

  void set(long high, long low, long hits, long drops, long rates, long lastHitNanos) {
    this.high = high;
    this.low = low;
    this.hits = hits;
    this.drops = drops;
    this.rates = rates;
    this.lastHitNanos = lastHitNanos;
  }

  /// The first 64 bits of its address.
  public long high() {
    return high;
  }

  /// The last 64 bits of its address.
  public long low() {
    return low;
  }

  public long hits() {
    return hits;
  }

  public long drops() {
    return drops;
  }

  /// log2 of the seconds between its requests on average; 127 when not known.
  public int interval() {
    return RequestRate.interval(rates);
  }

  /// The same of requests that followed a dropped one.
  public int intervalUnanswered() {
    return RequestRate.intervalUnanswered(rates);
  }

  /// When it asked last, by the wall clock, to a sixteenth of a second.
  public long lastHitNanos() {
    return lastHitNanos;
  }
}
