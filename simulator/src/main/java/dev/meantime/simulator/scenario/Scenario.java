// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.List;

/// An experiment: a world, and for how long it is watched. What is random in it comes from the seed
/// of a run. {@link ScenarioBuilder} makes one in code, {@link ScenarioParser} from a file.
///
/// @param title for people
/// @param limit duration, seconds
/// @param reset from here on errors count, seconds from the start
/// @param startNanos true UTC at the start, nanoseconds since the Unix epoch
/// @param links one for each direction; what none connects does not hear of each other
/// @param leaps in the order of time
/// @param events in any order; those of equal time happen in this order
public record Scenario(
    String title,
    double limit,
    double reset,
    long startNanos,
    List<HostModel> hosts,
    List<ServerModel> servers,
    List<LinkModel> links,
    List<Leap> leaps,
    List<Event> events) {

  /// 2026-06-01T00:00:00Z: no leap second anywhere near.
  public static final long DEFAULT_START = 1_780_272_000_000_000_000L;

  /// How long a run may take, seconds: a hundred years.
  static final double LONGEST = 36_525 * 86_400.0;

  public Scenario {
    if (!(limit >= 1 && limit <= LONGEST) || !(reset >= 0 && reset < limit)) {
      throw new IllegalArgumentException("limit " + limit + " s, reset " + reset + " s");
    }
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("a scenario without a host");
    }
    hosts = List.copyOf(hosts);
    servers = List.copyOf(servers);
    links = List.copyOf(links);
    leaps = List.copyOf(leaps);
    events = List.copyOf(events);
  }

  /// The same world, watched for so many seconds.
  ///
  /// @throws IllegalArgumentException when that ends before `reset`
  public Scenario lasting(double seconds) {
    return new Scenario(title, seconds, reset, startNanos, hosts, servers, links, leaps, events);
  }
}
