// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// What an association wants done, in this order.
public sealed interface AssociationAction {

  /// Send this datagram to the source from a socket opened for it (a new random port for each
  /// request, RFC 9109), and call {@link Association#onSent} or {@link Association#onSendFailed}.
  @SuppressWarnings("ArrayRecordComponent") // an order to act, never compared
  record Send(byte[] data) implements AssociationAction {}

  /// Close the socket of the last request: no answer to it counts any more.
  record CloseSocket() implements AssociationAction {}

  /// Call {@link Association#onTimer} at this monotonic time; replaces the time asked for before.
  record WakeAt(long monotonicNanos) implements AssociationAction {}

  /// The estimator took a new sample: select among the sources again, with this one as the updated
  /// one.
  record Updated() implements AssociationAction {}

  /// The source became unreachable, or its state was reset: select again without an updated source.
  record Changed() implements AssociationAction {}

  /// A valid answer was measured; for measurements.log, whether it was used or not.
  record Measured(Measurement measurement) implements AssociationAction {}

  /// Tell the administrator.
  record Report(AssociationEvent event) implements AssociationAction {}
}
