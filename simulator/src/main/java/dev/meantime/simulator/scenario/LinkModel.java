// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.Link;
import java.util.List;

/// One direction of a way through the network.
///
/// @param from name of a host or server
/// @param to name of a host or server
/// @param link without impairments that depend on a date; these are events of the scenario
/// @param congestion episodes at random
public record LinkModel(String from, String to, Link link, List<Episodes> congestion) {

  /// Queues that are longer for a while, at times that come from the seed.
  ///
  /// @param meanGap seconds from the end of one to the beginning of the next
  /// @param meanLength seconds
  /// @param factor by which the jitter is multiplied
  public record Episodes(double meanGap, double meanLength, double factor) {
    public Episodes {
      if (!(meanGap > 0) || !(meanLength > 0) || !(factor >= 0)) {
        throw new IllegalArgumentException("gaps and episodes are longer than 0 s");
      }
    }
  }

  public LinkModel {
    congestion = List.copyOf(congestion);
  }

  /// Without congestion.
  public static LinkModel of(String from, String to, Link link) {
    return new LinkModel(from, to, link, List.of());
  }
}
