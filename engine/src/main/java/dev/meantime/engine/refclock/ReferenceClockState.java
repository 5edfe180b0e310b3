// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import dev.meantime.engine.Reachability;
import dev.meantime.wire.LeapIndicator;
import java.util.Map;

/// How a reference clock stands: an immutable snapshot for selection and reports.
///
/// @param poll log2 s
/// @param reachability of the last eight polls, which brought a usable reading
/// @param leap what it last announced; {@link LeapIndicator#UNSYNCHRONISED} before
/// @param readings used since the start
/// @param rejections readings that were not used, by reason
public record ReferenceClockState(
    int poll,
    Reachability reachability,
    LeapIndicator leap,
    long readings,
    Map<ReferenceClockRejection, Long> rejections) {

  public ReferenceClockState {
    rejections = Map.copyOf(rejections);
  }
}
