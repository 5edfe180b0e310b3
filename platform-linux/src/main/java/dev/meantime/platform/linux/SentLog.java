// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Timestamp;
import java.util.HashMap;
import java.util.Map;

/// The datagrams last sent on a socket, waiting for the kernel's word on when they left. The kernel
/// names them by a counter that starts at 0 and grows by one for each.
final class SentLog {

  private static final int CAPACITY = 64;

  private final Map<Integer, Sent> waiting = new HashMap<>();
  private int next;

  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Sent(byte[] data, long daemonNanos) {}

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

  /// Tells the handler of a timestamp, at most once for each datagram. One that lies before the
  /// sending, or more than a second after it, belongs to something else and is dropped.
  void onTransmitted(int id, long kernelNanos, DatagramHandler handler) {
    Sent sent = waiting.remove(id);
    if (sent != null
        && kernelNanos >= sent.daemonNanos()
        && KernelTimestamps.isNear(kernelNanos, sent.daemonNanos())) {
      handler.onTransmitted(sent.data(), new Timestamp(kernelNanos, Timestamp.Source.KERNEL));
    }
  }
}
