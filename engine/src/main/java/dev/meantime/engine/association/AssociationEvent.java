// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.ReferenceId;

/// What an administrator wants to know of an association.
public sealed interface AssociationEvent {

  /// It is asked from now on.
  record Online() implements AssociationEvent {}

  /// It is not asked any more.
  record Offline() implements AssociationEvent {}

  /// The source asked us, by a kiss of death, to ask less often.
  record RateLimited() implements AssociationEvent {}

  /// The source sent another kiss of death; unauthenticated, so it is only told.
  record Kissed(ReferenceId code) implements AssociationEvent {}

  /// Sending failed.
  record SendFailed(String reason) implements AssociationEvent {}
}
