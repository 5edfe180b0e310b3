// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// When the replies of a batch will leave. Of many replies that are made one after the other and
/// then sent with one call, the first leaves when the last has been made, and the last when all
/// others have been sent, which is a few hundred microseconds later. So this learns how long
/// answering one takes and sending one, and from the kernel's transmit timestamps what remains.
/// Confined to its socket's thread.
final class Departures {

  /// A longer time for one datagram says that something else had the processor, nanoseconds.
  private static final long LONGEST = 30_000;

  /// A greater difference says nothing about sending, nanoseconds.
  private static final long LONGEST_LEAD = 200_000;

  /// A new time counts as one in so many.
  private static final int MEMORY = 16;

  /// Of fewer, the call itself takes most of the time.
  private static final int MANY = 4;

  private long answering;
  private long sending;
  private long lead;

  /// When a reply will leave, as far as the batch tells.
  ///
  /// @param nowNanos when it is made
  /// @param toCome how many datagrams of the batch are answered after it
  /// @param before how many replies are sent before it
  long expectedNanos(long nowNanos, int toCome, int before) {
    return nowNanos + toCome * answering + before * sending;
  }

  /// How much later than {@link #expectedNanos} a reply leaves.
  long leadNanos() {
    return lead;
  }

  /// Answering so many took this long.
  void answered(int count, long nanos) {
    answering = learn(answering, nanos / count);
  }

  /// Sending so many took this long.
  void sent(int count, long nanos) {
    if (count >= MANY) {
      sending = learn(sending, nanos / count);
    }
  }

  /// A reply left.
  ///
  /// @param expectedNanos what {@link #expectedNanos} said: without the lead, which had otherwise
  ///   to be corrected by many replies at once that had all been told the same
  /// @param actualNanos when it did, by the kernel
  void left(long expectedNanos, long actualNanos) {
    long late = actualNanos - expectedNanos;
    if (Math.abs(late) < LONGEST_LEAD) {
      lead += (late - lead) / MEMORY;
    }
  }

  private static long learn(long known, long nanos) {
    return nanos < LONGEST ? known + (nanos - known) / MEMORY : known;
  }
}
