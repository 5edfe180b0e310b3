// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The datagrams last sent on a socket, waiting for the kernel's word on when they left. The kernel
/// names them by a counter that starts at 0 and grows by one for each.
final class SentLog {

  /// No datagram.
  static final long UNKNOWN = Long.MIN_VALUE;

  private static final int CAPACITY = 64;

  private final Map<Integer, Sent> waiting = new HashMap<>();
  private int next;

  private static final class Sent {

    private final byte[] data;
    private final long daemonNanos;
    private long leftNanos;
    private Optional<Timestamp.Source> told = Optional.empty();

    Sent(byte[] data, long daemonNanos) {
      this.data = data;
      this.daemonNanos = daemonNanos;
      this.leftNanos = daemonNanos;
    }
  }

  /// Notes the datagram just sent.
  ///
  /// @param daemonNanos the clock's reading before it was sent
  void add(byte[] data, long daemonNanos) {
    waiting.remove(next - CAPACITY);
    waiting.put(next, new Sent(data.clone(), daemonNanos));
    next++;
  }

  /// Begins again at 0, together with the kernel.
  void restart() {
    waiting.clear();
    next = 0;
  }

  /// When a datagram left as far as is known, by the kernel or else before it was sent; {@link
  /// #UNKNOWN} when nobody waits for it.
  long leftNanos(int id) {
    Sent sent = waiting.get(id);
    return sent == null ? UNKNOWN : sent.leftNanos;
  }

  /// Tells the handler of a timestamp, at most once for each datagram and source: the kernel's
  /// before the network card's. One that lies before the sending, or more than a second after it,
  /// belongs to something else and is dropped.
  void onTransmitted(int id, Timestamp timestamp, DatagramHandler handler) {
    Sent sent = waiting.get(id);
    if (sent == null
        || (sent.told.isPresent() && timestamp.source().compareTo(sent.told.get()) <= 0)) {
      return;
    }
    long nanos = timestamp.epochNanos();
    long early = sent.daemonNanos - nanos;
    if (early > timestamp.error() * 1e9 || !KernelTimestamps.isNear(nanos, sent.daemonNanos)) {
      return;
    }
    sent.told = Optional.of(timestamp.source());
    sent.leftNanos = nanos;
    handler.onTransmitted(sent.data, timestamp);
  }
}
