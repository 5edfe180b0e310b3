// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.Link;
import dev.meantime.simulator.ModelServer;
import dev.meantime.simulator.NameTable;
import dev.meantime.simulator.SimulatedNetwork;
import dev.meantime.simulator.Simulation;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The world of one run. Confined to it.
final class ScenarioWorld {

  /// One direction.
  private record Way(String from, String to) {}

  private final Simulation simulation;
  private final SimulatedNetwork network;
  private final Map<String, InetAddress> addresses = new HashMap<>();
  private final Map<String, RunningHost> hosts = new LinkedHashMap<>();
  private final Map<String, ModelServer> servers = new LinkedHashMap<>();
  private final Map<Way, Link> links = new HashMap<>();

  ScenarioWorld(Simulation simulation, Scenario scenario) {
    this.simulation = simulation;
    this.network = new SimulatedNetwork(simulation, Link.cut());
    NameTable names = new NameTable(simulation);
    for (ServerModel model : scenario.servers()) {
      name(names, model.name(), model.address());
      servers.put(
          model.name(),
          new ModelServer(simulation, network, model.address()).lyingBy(model.ahead()));
    }
    for (HostModel model : scenario.hosts()) {
      name(names, model.name(), model.address());
      hosts.put(model.name(), new RunningHost(simulation, network, names, model));
    }
    scenario.links().forEach(this::connect);
    for (Event event : scenario.events()) {
      simulation.after(event.at(), () -> happen(event));
    }
  }

  private void name(NameTable names, String name, InetAddress address) {
    addresses.put(name, address);
    names.put(name, List.of(address));
  }

  RunningHost host(String name) {
    return hosts.get(name);
  }

  void start() {
    hosts.values().forEach(RunningHost::start);
  }

  void stop() {
    hosts.values().forEach(RunningHost::stop);
  }

  private void connect(LinkModel model) {
    Course course = model.course();
    Link link = Link.of(course.delay(), course.jitter());
    Link lossy = course.loss() > 0 ? link.losing(course.loss()) : link;
    links.put(new Way(model.from(), model.to()), lossy);
    connect(model.from(), model.to(), lossy);
  }

  /// Every packet from a host to a model server is a request.
  private void connect(String from, String to, Link link) {
    RunningHost host = hosts.get(from);
    Link counted =
        host == null
            ? link
            : random -> {
              host.countPoll();
              return link.delay(random);
            };
    network.connect(addresses.get(from), addresses.get(to), counted);
  }

  private void happen(Event event) {
    switch (event) {
      case Event.Step step -> hosts.get(step.host()).disturb(step.ahead());
      case Event.Route route -> connect(route.link());
      case Event.Cut cut -> connect(cut.from(), cut.to(), Link.cut());
      case Event.Restore way ->
          connect(
              way.from(), way.to(), links.getOrDefault(new Way(way.from(), way.to()), Link.cut()));
      case Event.Lie lie -> servers.get(lie.server()).lyingBy(lie.ahead());
      case Event.Silence silence -> servers.get(silence.server()).answering(false);
      case Event.Answer answer -> servers.get(answer.server()).answering(true);
    }
  }
}
