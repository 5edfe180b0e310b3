// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.wire.ReferenceId;
import java.util.List;
import java.util.function.LongSupplier;

/// A client association (RFC 5905 §3, mode 3): asks one server and judges its answers. Confined to
/// the loop.
public final class ClientAssociation {

  /// @param precision of the local clock, seconds
  /// @param random 64 unpredictable bits a call
  public ClientAssociation(
      AssociationOptions options,
      PacketAuthenticator authenticator,
      SourceEstimator estimator,
      double precision,
      LongSupplier random) {}

  /// Begins; asks at once unless it starts offline.
  public List<AssociationAction> start(Now now) {
    throw new UnsupportedOperationException();
  }

  public List<AssociationAction> onTimer(Now now) {
    throw new UnsupportedOperationException();
  }

  /// The request left.
  ///
  /// @param ownAddress the reference ID that the source would show if it followed us: from the
  ///   local address
  public List<AssociationAction> onSent(Now now, PacketTime time, ReferenceId ownAddress) {
    throw new UnsupportedOperationException();
  }

  public List<AssociationAction> onSendFailed(Now now, String reason) {
    throw new UnsupportedOperationException();
  }

  /// A better timestamp of the last request.
  public void onTransmitted(byte[] request, PacketTime time) {
    throw new UnsupportedOperationException();
  }

  /// Something arrived on the request's socket.
  ///
  /// @param own how our own clock stands, for the loop test
  public List<AssociationAction> onDatagram(Now now, byte[] data, PacketTime time, ClockState own) {
    throw new UnsupportedOperationException();
  }

  public List<AssociationAction> setOnline(Now now) {
    throw new UnsupportedOperationException();
  }

  public List<AssociationAction> setOffline(Now now) {
    throw new UnsupportedOperationException();
  }

  /// Asks quickly until `good` usable answers came or `total` requests were sent.
  public List<AssociationAction> burst(Now now, int good, int total) {
    throw new UnsupportedOperationException();
  }

  /// Corrects the timestamps it keeps. The estimator is told by whoever owns it.
  public void onClockAdjusted(ClockAdjustment adjustment) {
    throw new UnsupportedOperationException();
  }

  /// Drops what was measured and starts again at the shortest interval; for a new address or a
  /// clock that was stepped by somebody else.
  public List<AssociationAction> reset(Now now) {
    throw new UnsupportedOperationException();
  }

  public AssociationState state() {
    throw new UnsupportedOperationException();
  }
}
