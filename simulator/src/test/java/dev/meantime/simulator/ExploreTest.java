// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExploreTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void loop(int n) {
    World world = new World(n).servers(2);
    List<WatchedHost> hosts = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      List<String> lines = new ArrayList<>();
      lines.add("server 192.0.2.1 iburst minpoll 4 maxpoll 6");
      lines.add("server 192.0.2.2 iburst minpoll 4 maxpoll 6");
      for (int j = 1; j <= n; j++) {
        if (j != i) {
          lines.add("server 198.51.100." + j + " iburst minpoll 4 maxpoll 6");
        }
      }
      lines.add("makestep 0.1 3");
      lines.add("allow");
      hosts.add(
          WatchedHost.start(
              world,
              world.clockWrongBy(0, (i - 2.5) * 10e-6).host("198.51.100." + i),
              lines.toArray(String[]::new)));
    }
    List<Telling> telling = hosts.stream().map(Telling::of).toList();
    world.simulation.run(3600);
    world.servers.forEach(s -> s.answering(false));
    for (int t = 0; t < 40; t++) {
      world.simulation.run(t < 20 ? 120 : 3600);
      StringBuilder b = new StringBuilder(world.simulation.elapsed() + ": ");
      for (int i = 0; i < n; i++) {
        b.append(
            String.format(
                "[%d %s %.1f us, bound %.1f us, %s] ",
                telling.get(i).stratum(),
                telling.get(i).referenceId(),
                hosts.get(i).clock().error() * 1e6,
                telling.get(i).bound() * 1e6,
                hosts.get(i).daemon().whyLost()));
      }
      System.out.println(b);
    }
    System.out.println(telling);
    System.out.println(hosts);
    System.out.println(world.story());
  }
}
