// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// `presend`: packets ahead of the one that measures, which only prepare the path. Confined to the
/// association's loop.
final class WarmUp {

  /// Seconds to the next request.
  static final double INTERVAL = 2;

  private static final int BASIC = 1;

  /// The server remembers an answer only for a request that names the one before.
  private static final int INTERLEAVED = 2;

  private final int packets;
  private int sent;

  WarmUp(boolean interleaved) {
    packets = interleaved ? INTERLEAVED : BASIC;
  }

  /// A request is made; says whether it is such a packet.
  ///
  /// @param wanted whether this poll is to have any
  boolean onRequest(boolean wanted) {
    sent = wanted && sent < packets ? sent + 1 : 0;
    return isRunning();
  }

  /// Whether the last request was such a packet.
  boolean isRunning() {
    return sent > 0;
  }

  void reset() {
    sent = 0;
  }
}
