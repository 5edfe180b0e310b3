// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.Now;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// When the next request is due, when the socket of the last one is given up, and how long its
/// answer waits. Confined to the association's loop.
final class Schedule {

  /// Seconds from the start to the first request, so that many sources do not start at once.
  static final double FIRST_REQUEST_DELAY = 0.2;

  /// By up to this share every interval is longer than asked for, so that clients of one server do
  /// not fall into step.
  static final double RANDOMNESS = 0.02;

  private final LongSupplier random;
  private final Deadline request = new Deadline();
  private final Deadline socket = new Deadline();
  private final Deadline answer = new Deadline();
  private boolean requested;
  private long lastRequestNanos;

  /// @param random 64 random bits a call
  Schedule(LongSupplier random) {
    this.random = random;
  }

  /// The first request after a pause: soon, but not sooner after the last one than the interval.
  void armFirst(Now now, double interval) {
    long soon = now.monotonicNanos() + nanos(FIRST_REQUEST_DELAY);
    request.set(requested ? later(soon, lastRequestNanos + nanos(interval)) : soon);
  }

  /// The request that follows the last one.
  void armNext(Now now, double interval) {
    long at = lastRequestNanos + nanos(interval * (1 + RANDOMNESS * uniform()));
    request.set(later(at, now.monotonicNanos()));
  }

  /// A request was made.
  ///
  /// @param patience how long to wait for its answer, seconds
  void onRequest(Now now, double patience) {
    requested = true;
    lastRequestNanos = now.monotonicNanos();
    socket.set(now.monotonicNanos() + nanos(patience));
  }

  /// The answer waits.
  ///
  /// @param patience seconds
  void onAnswerHeld(Now now, double patience) {
    answer.set(now.monotonicNanos() + nanos(patience));
  }

  /// It waits no longer.
  void onAnswerReleased() {
    answer.cancel();
  }

  void onSocketClosed() {
    socket.cancel();
    answer.cancel();
  }

  void stopRequests() {
    request.cancel();
  }

  /// The next first request need not keep a distance from those before.
  void forgetLast() {
    requested = false;
  }

  boolean isRequestDue(Now now) {
    return request.isDue(now.monotonicNanos());
  }

  boolean isSocketDue(Now now) {
    return socket.isDue(now.monotonicNanos());
  }

  /// Whether an answer has waited long enough, be it only because something else is due.
  boolean isAnswerDue(Now now) {
    return answer.isDue(now.monotonicNanos())
        || (answer.isArmed() && (isRequestDue(now) || isSocketDue(now)));
  }

  /// When to look again; empty when nothing is waited for.
  OptionalLong wakeAt() {
    Deadline waiting = answer.isBefore(socket) ? answer : socket;
    Deadline first = waiting.isBefore(request) ? waiting : request;
    return first.isArmed() ? OptionalLong.of(first.monotonicNanos()) : OptionalLong.empty();
  }

  private double uniform() {
    return (random.getAsLong() >>> 11) * 0x1p-53;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
