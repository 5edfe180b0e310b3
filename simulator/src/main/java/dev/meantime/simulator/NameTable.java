// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.Resolver;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The name service of a simulated world, which may be out of reach.
public final class NameTable implements Resolver {

  private static final double LOOKUP_SECONDS = 0.02;

  private final Simulation simulation;
  private final Map<String, List<InetAddress>> names = new HashMap<>();
  private final List<String> queries = new ArrayList<>();
  private final List<Long> queryTimes = new ArrayList<>();
  private boolean available = true;

  public NameTable(Simulation simulation) {
    this.simulation = simulation;
  }

  public void put(String name, List<InetAddress> addresses) {
    names.put(name, List.copyOf(addresses));
  }

  public void available(boolean whether) {
    available = whether;
  }

  /// The names asked for, in order.
  public List<String> queries() {
    return List.copyOf(queries);
  }

  /// The true times of these questions.
  public List<Long> queryTimes() {
    return List.copyOf(queryTimes);
  }

  @Override
  public void resolve(String name, Consumer<Resolution> whenDone) {
    queries.add(name);
    queryTimes.add(simulation.trueNanos());
    simulation.after(LOOKUP_SECONDS, () -> whenDone.accept(answer(name)));
  }

  private Resolution answer(String name) {
    if (isLiteral(name)) {
      return new Resolution.Resolved(List.of(InetAddress.ofLiteral(name)));
    }
    if (!available) {
      return new Resolution.Unavailable("no name server answers");
    }
    List<InetAddress> addresses = names.getOrDefault(name, List.of());
    return addresses.isEmpty()
        ? new Resolution.NoSuchName("no such name")
        : new Resolution.Resolved(addresses);
  }

  private static boolean isLiteral(String name) {
    try {
      InetAddress.ofLiteral(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
