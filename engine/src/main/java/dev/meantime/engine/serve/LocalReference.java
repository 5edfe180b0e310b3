// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import dev.meantime.engine.ClockState;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.Optional;

/// The directive `local`: when a clock that no source corrects is called a reference all the same,
/// so that those who follow it at least agree with each other.
///
/// @param enabled whether it ever is
/// @param stratum what it claims, 1 to 15
/// @param distance a clock with a source is preferred until its error bound exceeds this, seconds
/// @param orphan whether several such hosts elect one among them, whom the others follow
/// @param activate the error bound that a source must have brought once before, seconds; 0 when
///   none ever has to
/// @param waitSynced seconds since the last update of a clock that has a source
/// @param waitUnsynced seconds since the last source was given up, or since the start
public record LocalReference(
    boolean enabled,
    int stratum,
    double distance,
    boolean orphan,
    double activate,
    double waitSynced,
    double waitUnsynced) {

  /// 127.127.1.1, as chrony calls it.
  public static final ReferenceId REFERENCE_ID = new ReferenceId(0x7f7f_0101);

  /// What an orphan waits for others to be heard, seconds.
  public static final double ORPHAN_WAIT = 300;

  private static final int MAX_STRATUM = 15;

  /// No local reference, with the values that `local` begins from.
  public static final LocalReference OFF = new LocalReference(false, 10, 1, false, 0, 0, 0);

  /// Limits the stratum, and takes a negative `waitUnsynced` for the usual one.
  public LocalReference {
    stratum = Math.clamp(stratum, 1, MAX_STRATUM);
    if (waitUnsynced < 0) {
      waitUnsynced = orphan ? ORPHAN_WAIT : 0;
    }
  }

  /// Whether it may come into force from now on. Once it may, it may for ever.
  ///
  /// @param errorBound of the clock, seconds
  public boolean isActivated(boolean synchronised, double errorBound) {
    return activate == 0 || (synchronised && errorBound < activate);
  }

  /// Whether the clock is its own reference.
  ///
  /// @param activated whether it was {@link #isActivated} before
  /// @param synchronised whether it has a source
  /// @param errorBound of the clock, seconds
  /// @param sinceUpdate since its last update, seconds
  /// @param sinceLoss since it had its last source, seconds
  public boolean isInForce(
      boolean activated,
      boolean synchronised,
      double errorBound,
      double sinceUpdate,
      double sinceLoss) {
    if (!enabled || !activated) {
      return false;
    }
    return synchronised
        ? sinceUpdate >= waitSynced && errorBound > distance
        : sinceLoss >= waitUnsynced;
  }

  /// The stratum of hosts that have no time from elsewhere; 16 when there is no election.
  public int orphanStratum() {
    return enabled && orphan ? stratum : MAX_STRATUM + 1;
  }

  /// A clock that is its own reference.
  ///
  /// @param clock the same without it
  /// @param referenceNanos when it is said to have been updated
  public ClockState on(ClockState clock, long referenceNanos) {
    return new ClockState(
        LeapIndicator.NONE,
        stratum,
        REFERENCE_ID,
        Optional.empty(),
        referenceNanos,
        clock.updateNanos(),
        clock.remainingCorrection(),
        clock.lastOffset(),
        clock.rmsOffset(),
        clock.frequency(),
        0,
        0,
        0,
        0,
        0,
        clock.lastUpdateInterval(),
        0);
  }
}
