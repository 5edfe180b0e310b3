// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.Impairment;
import dev.meantime.simulator.Impairment.Congestion.Span;
import dev.meantime.simulator.Link;
import dev.meantime.simulator.ModelServer;
import dev.meantime.simulator.NameTable;
import dev.meantime.simulator.OscillatorModel;
import dev.meantime.simulator.SimulatedNetwork;
import dev.meantime.simulator.Simulation;
import dev.meantime.wire.LeapIndicator;
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
  private final Scenario scenario;
  private final SimulatedNetwork network;
  private final NameTable names;
  private final Map<String, InetAddress> addresses = new HashMap<>();
  private final Map<String, RunningHost> hosts = new LinkedHashMap<>();
  private final Map<String, ModelServer> servers = new LinkedHashMap<>();
  private final Map<Way, Link> links = new HashMap<>();

  ScenarioWorld(Simulation simulation, Scenario scenario) {
    this.simulation = simulation;
    this.scenario = scenario;
    this.network = new SimulatedNetwork(simulation, Link.cut());
    this.names = new NameTable(simulation);
    for (Leap leap : scenario.leaps()) {
      simulation.leapSecond(
          leap.midnightNanos(), leap.inserted() ? LeapIndicator.INSERT : LeapIndicator.DELETE);
    }
    scenario.servers().forEach(this::add);
    scenario.hosts().forEach(this::add);
    scenario.links().forEach(this::connect);
    for (Event event : scenario.events()) {
      if (event.at() <= scenario.limit()) {
        simulation.after(event.at(), () -> happen(event));
      }
    }
  }

  private void add(ServerModel model) {
    name(model.name(), model.address());
    servers.put(
        model.name(),
        new ModelServer(simulation, network, model.address())
            .lyingBy(model.ahead())
            .runningOn(model.oscillator())
            .atStratum(model.stratum())
            .withRoot(model.rootDelay(), model.rootDispersion()));
  }

  private void add(HostModel model) {
    name(model.name(), model.address());
    OscillatorModel oscillator = model.oscillator();
    for (Event event : scenario.events()) {
      if (event instanceof Event.Frequency(double at, String host, double fast)
          && host.equals(model.name())
          && at <= scenario.limit()) {
        oscillator = oscillator.withStep(simulation.nanosAt(at), fast);
      }
    }
    hosts.put(model.name(), new RunningHost(simulation, network, names, model, oscillator));
  }

  private void name(String name, InetAddress address) {
    addresses.put(name, address);
    names.put(name, List.of(address));
  }

  /// The running host of a name of the scenario.
  RunningHost host(String name) {
    return required(hosts, name);
  }

  private static <T> T required(Map<String, T> map, String name) {
    T found = map.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the scenario has no " + name);
    }
    return found;
  }

  void start() {
    hosts.values().forEach(RunningHost::start);
  }

  void stop() {
    hosts.values().forEach(RunningHost::stop);
  }

  private void connect(LinkModel model) {
    Link link = model.link();
    for (LinkModel.Episodes episodes : model.congestion()) {
      link =
          link.with(
              Impairment.Congestion.atRandom(
                  new Span(simulation.trueNanos(), simulation.nanosAt(scenario.limit())),
                  episodes.meanGap(),
                  episodes.meanLength(),
                  episodes.factor(),
                  0,
                  simulation.random("congestion from " + model.from() + " to " + model.to())));
    }
    links.put(new Way(model.from(), model.to()), link);
    connect(model.from(), model.to(), link);
  }

  private void connect(String from, String to, Link link) {
    network.connect(required(addresses, from), required(addresses, to), link);
  }

  private void happen(Event event) {
    switch (event) {
      case Event.Step(_, String host, double ahead) -> host(host).disturb(ahead);
      // The oscillator knew from the start.
      case Event.Frequency _ -> {}
      case Event.Handling(_, Event.Handle what, String host) -> host(host).handle(what);
      case Event.Route(_, LinkModel link) -> connect(link);
      case Event.Cut(_, String from, String to) -> connect(from, to, Link.cut());
      case Event.Restore(_, String from, String to) ->
          connect(from, to, links.getOrDefault(new Way(from, to), Link.cut()));
      case Event.Lie(_, String server, double ahead) -> required(servers, server).lyingBy(ahead);
      case Event.Drift(double at, String server, double fast, double duration) ->
          required(servers, server)
              .drifting(
                  simulation.nanosAt(at),
                  simulation.nanosAt(Math.min(at + duration, scenario.limit())),
                  fast);
      case Event.Silence(_, String server) -> required(servers, server).answering(false);
      case Event.Answer(_, String server) -> required(servers, server).answering(true);
    }
  }
}
