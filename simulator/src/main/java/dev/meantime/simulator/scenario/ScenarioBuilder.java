// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.Link;
import dev.meantime.simulator.OscillatorModel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Puts a scenario together. Confined to its caller.
public final class ScenarioBuilder {

  private final String title;
  private double limit = 86_400;
  private double reset;
  private long startNanos = Scenario.DEFAULT_START;
  private final List<HostModel> hosts = new ArrayList<>();
  private final List<ServerModel> servers = new ArrayList<>();
  private final List<LinkModel> links = new ArrayList<>();
  private final List<Leap> leaps = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /// A day, in which errors count from the start.
  public ScenarioBuilder(String title) {
    this.title = title;
  }

  /// Duration, seconds.
  public ScenarioBuilder limit(double seconds) {
    limit = seconds;
    return this;
  }

  /// From here on errors count, seconds from the start.
  public ScenarioBuilder reset(double seconds) {
    reset = seconds;
    return this;
  }

  /// True UTC at the start, nanoseconds since the Unix epoch.
  public ScenarioBuilder start(long nanos) {
    startNanos = nanos;
    return this;
  }

  public ScenarioBuilder host(HostModel host) {
    hosts.add(host);
    return this;
  }

  /// A host with a daemon.
  ///
  /// @param ahead seconds by which its wall clock is wrong at the start
  /// @param config the daemon's configuration, a directive a line
  public ScenarioBuilder host(
      String name, String address, double ahead, OscillatorModel oscillator, String... config) {
    return host(
        new HostModel(name, InetAddress.ofLiteral(address), ahead, oscillator, List.of(config)));
  }

  public ScenarioBuilder server(ServerModel server) {
    servers.add(server);
    return this;
  }

  /// A perfect server.
  public ScenarioBuilder server(String name, String address) {
    return server(ServerModel.perfect(name, InetAddress.ofLiteral(address)));
  }

  /// One direction.
  public ScenarioBuilder link(LinkModel link) {
    links.add(link);
    return this;
  }

  /// Both directions, which are alike.
  public ScenarioBuilder path(String one, String other, Link link) {
    return link(LinkModel.of(one, other, link)).link(LinkModel.of(other, one, link));
  }

  public ScenarioBuilder leap(Leap leap) {
    leaps.add(leap);
    return this;
  }

  public ScenarioBuilder event(Event event) {
    events.add(event);
    return this;
  }

  /// The scenario.
  ///
  /// @throws IllegalArgumentException when it makes no sense
  public Scenario build() {
    return new Scenario(title, limit, reset, startNanos, hosts, servers, links, leaps, events);
  }
}
