// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.random.RandomGenerator;

/// One direction of a way through the network.
@FunctionalInterface
public interface Link {

  /// Seconds that the next packet takes; NaN when it is lost.
  double delay(RandomGenerator random);

  /// A fixed time and an exponentially distributed one on top.
  ///
  /// @param base seconds
  /// @param jitter mean of the random part, seconds
  static Link of(double base, double jitter) {
    return random -> base + jitter * random.nextExponential();
  }

  /// Loses every packet.
  static Link cut() {
    return random -> Double.NaN;
  }

  /// As this one, but loses a share of the packets.
  default Link losing(double share) {
    return random -> random.nextDouble() < share ? Double.NaN : delay(random);
  }
}
