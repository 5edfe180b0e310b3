// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes a scenario as a file that reads back as the same scenario.
public final class ScenarioText {

  private ScenarioText() {}

  /// The text of a file.
  ///
  /// @throws IllegalArgumentException when a link or a clock has a date, which a file writes as an
  ///   event, or a text has what a line cannot hold
  public static String print(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    if (!scenario.title().isEmpty()) {
      lines.add("title " + scenario.title());
    }
    lines.add("limit " + Quantity.TIME.print(scenario.limit()));
    lines.add("reset " + Quantity.TIME.print(scenario.reset()));
    if (scenario.startNanos() != Scenario.DEFAULT_START) {
      lines.add("start " + instant(scenario.startNanos()));
    }
    for (Leap leap : scenario.leaps()) {
      lines.add(
          "leap " + (leap.inserted() ? "insert " : "delete ") + instant(leap.midnightNanos()));
    }
    for (HostModel host : scenario.hosts()) {
      lines.add(
          "host " + host.name() + " " + host.address().getHostAddress() + ClockSyntax.print(host));
    }
    for (ServerModel server : scenario.servers()) {
      lines.add(
          "server "
              + server.name()
              + " "
              + server.address().getHostAddress()
              + ClockSyntax.print(server));
    }
    for (LinkModel link : scenario.links()) {
      lines.add("link " + link.from() + " " + link.to() + " " + LinkSyntax.print(link));
    }
    for (HostModel host : scenario.hosts()) {
      host.config().forEach(line -> lines.add("config " + host.name() + " " + line));
    }
    scenario.events().forEach(event -> lines.add(EventSyntax.print(event)));
    lines.forEach(ScenarioText::check);
    return String.join("\n", lines) + "\n";
  }

  /// What would read back as something else.
  private static void check(String line) {
    if (line.indexOf('\n') >= 0 || line.contains(" #")) {
      throw new IllegalArgumentException("a line cannot be written: " + line);
    }
  }

  private static String instant(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
        .toString();
  }
}
