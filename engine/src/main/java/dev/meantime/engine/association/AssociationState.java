// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.Reachability;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// How an association stands: an immutable snapshot for selection and reports.
///
/// @param activity whether it is asked
/// @param poll current interval, log2 s
/// @param reachability the last eight polls
/// @param leap what the source last announced
/// @param stratum the source's, after `minstratum`; 0 before the first answer
/// @param referenceId what the source is synchronised to
/// @param sent requests sent
/// @param received datagrams received
/// @param valid answers that passed tests 1 to 5
/// @param good answers that passed all tests
public record AssociationState(
    Activity activity,
    int poll,
    Reachability reachability,
    LeapIndicator leap,
    int stratum,
    ReferenceId referenceId,
    long sent,
    long received,
    long valid,
    long good) {

  /// Whether a source is asked.
  public enum Activity {
    ONLINE,
    OFFLINE,
    BURST_ONLINE,
    BURST_OFFLINE
  }
}
