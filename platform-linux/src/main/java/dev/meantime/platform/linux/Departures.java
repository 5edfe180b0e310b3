// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// When the replies of a batch will leave. Of many that are finished one after the other and then
/// sent with one call, the first leaves when the last is finished, and the last when all others
/// have been sent, which is a few hundred microseconds later. So this learns how long it takes to
/// finish one and to send one, and from the kernel's transmit timestamps what remains. Confined to
/// its socket's thread.
///
/// What a reply tells is rather too early than too late: a client takes a reply that claims to have
/// left too early for a little farther away, and can bound its error; one that claims to have left
/// after it arrived breaks that bound.
final class Departures {

  /// After so long without work the processor has slept and its caches hold something else,
  /// nanoseconds.
  static final long REST = 100_000;

  /// A longer time for one datagram says that something else had the processor, nanoseconds.
  private static final long LONGEST = 30_000;

  /// A new time counts as one in so many.
  private static final int MEMORY = 16;

  /// Of fewer, the call itself takes most of the time.
  private static final int MANY = 4;

  private final Lead rested = new Lead();
  private final Lead busy = new Lead();

  // Sums over MEMORY times: a mean in whole nanoseconds would stay behind by up to as many, and is
  // multiplied by the replies of a batch.
  private long finishing;
  private long sending;

  /// When a reply will leave, as far as the batch tells.
  ///
  /// @param nowNanos before the first is finished
  /// @param replies of the batch
  /// @param before how many of them are sent before it
  long expectedNanos(long nowNanos, int replies, int before) {
    return nowNanos + (replies * finishing + before * sending) / MEMORY;
  }

  /// How much later than {@link #expectedNanos} a reply leaves at least, but for few.
  ///
  /// @param afterRest whether the thread has had nothing to do for {@link #REST}
  long leadNanos(boolean afterRest) {
    return (afterRest ? rested : busy).least();
  }

  /// Finishing so many took this long.
  void finished(int count, long nanos) {
    finishing = learn(finishing, nanos / count);
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
  void left(boolean afterRest, long expectedNanos, long actualNanos) {
    (afterRest ? rested : busy).learn(actualNanos - expectedNanos);
  }

  /// Whether what it knows is not to be relied on yet: more replies should be asked when they left.
  boolean isUnsure(boolean afterRest) {
    return (afterRest ? rested : busy).isUnsure();
  }

  private static long learn(long sum, long nanos) {
    return nanos < LONGEST ? sum + nanos - sum / MEMORY : sum;
  }

  /// The least of the latest differences. The next falls short of it in one of {@link #LATEST} + 1
  /// cases, however they are distributed, and of a change for the quicker the first one tells.
  private static final class Lead {

    private static final int LATEST = 16;

    /// A greater difference says nothing about sending, nanoseconds.
    private static final long GREATEST = 200_000;

    private final long[] latest = new long[LATEST];
    private int count;
    private int unsure = LATEST;

    /// 0 while there are too few.
    private long least;

    long least() {
      return least;
    }

    boolean isUnsure() {
      return unsure > 0;
    }

    void learn(long nanos) {
      if (Math.abs(nanos) >= GREATEST) {
        return;
      }
      unsure = count >= LATEST && nanos < least ? LATEST : Math.max(0, unsure - 1);
      latest[count++ & (LATEST - 1)] = nanos;
      if (count >= LATEST) {
        long lowest = latest[0];
        for (long one : latest) {
          lowest = Math.min(lowest, one);
        }
        least = lowest;
      }
    }
  }
}
