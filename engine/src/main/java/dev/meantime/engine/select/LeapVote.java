// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.wire.LeapIndicator;
import java.util.List;

/// Whether a leap second comes: only if more than half of those that may vote announce the same.
final class LeapVote {

  private LeapVote() {}

  static LeapIndicator of(List<LeapIndicator> votes) {
    long inserts = votes.stream().filter(vote -> vote == LeapIndicator.INSERT).count();
    long deletes = votes.stream().filter(vote -> vote == LeapIndicator.DELETE).count();
    if (2 * inserts > votes.size()) {
      return LeapIndicator.INSERT;
    }
    return 2 * deletes > votes.size() ? LeapIndicator.DELETE : LeapIndicator.NONE;
  }
}
