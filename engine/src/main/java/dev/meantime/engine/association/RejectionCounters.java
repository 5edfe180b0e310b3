// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How often each reason to reject occurred. Confined to the association's loop.
final class RejectionCounters {

  private final long[] counts = new long[Rejection.values().length];

  void count(Rejection reason) {
    counts[reason.ordinal()]++;
  }

  /// A copy with every reason, in the order of the tests.
  Map<Rejection, Long> snapshot() {
    Map<Rejection, Long> snapshot = new EnumMap<>(Rejection.class);
    for (Rejection reason : Rejection.values()) {
      snapshot.put(reason, counts[reason.ordinal()]);
    }
    return Collections.unmodifiableMap(snapshot);
  }
}
