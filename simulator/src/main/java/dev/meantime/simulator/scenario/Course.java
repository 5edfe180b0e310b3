// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// What happens to packets on the way in one direction.
///
/// @param delay seconds that each takes at least
/// @param jitter mean of the exponentially distributed time on top, seconds
/// @param loss share of packets that never arrive
public record Course(double delay, double jitter, double loss) {

  public Course {
    if (!(delay >= 0 && delay < 1e6) || !(jitter >= 0 && jitter < 1e6)) {
      throw new IllegalArgumentException("a delay is not negative");
    }
    if (!(loss >= 0 && loss <= 1)) {
      throw new IllegalArgumentException("a share is from 0 to 1");
    }
  }
}
