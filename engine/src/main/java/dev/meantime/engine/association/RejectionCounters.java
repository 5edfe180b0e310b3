// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How often each reason to reject occurred. Confined to the association's loop.
final class RejectionCounters {

  private final Map<Rejection, Long> counts = new EnumMap<>(Rejection.class);

  RejectionCounters() {
    for (Rejection reason : Rejection.values()) {
      counts.put(reason, 0L);
    }
  }

  void count(Rejection reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  /// A copy with every reason, in the order of the tests.
  Map<Rejection, Long> snapshot() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }
}
