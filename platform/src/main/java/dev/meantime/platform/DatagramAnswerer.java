// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.nio.ByteBuffer;

/// Answers datagrams where they lie. Owned by one thread, which makes all calls; it must neither
/// block nor throw.
public interface DatagramAnswerer {

  /// Result of {@link #answer}: nothing is sent.
  int SILENCE = 0;

  /// Result of {@link #answer}: the loop shall have a copy of the datagram.
  int HAND_OVER = -1;

  /// Datagrams follow, or it is time to look up: called before every batch, and about once a second
  /// while nothing comes.
  ///
  /// @param wallNanos the wall clock now
  void onBatch(long wallNanos);

  /// Answers one datagram. Its reply is finished by {@link #depart}.
  ///
  /// @return the length of the reply, which takes the datagram's place in the buffer and is never
  ///   longer than it; {@link #SILENCE}; or {@link #HAND_OVER} with the datagram left as it was
  int answer(ServerDatagram datagram);

  /// Finishes a reply, as late as can be before it is sent: it may tell when it leaves.
  ///
  /// @param buffer where it lies, from this offset on
  /// @param departure what {@link #answer} said by {@link ServerDatagram#departs}
  /// @param leavesNanos when it will leave, by the wall clock; rather too early than too late
  void depart(ByteBuffer buffer, int offset, long departure, long leavesNanos);

  /// A reply left for which {@link ServerDatagram#stamp} had asked.
  ///
  /// @param token what it had asked with
  /// @param epochNanos when, by the wall clock
  void onTransmitted(long token, long epochNanos, Timestamp.Source source);
}
