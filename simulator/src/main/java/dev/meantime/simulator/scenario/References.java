// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.daemon.config.ConfigProblem;
import dev.meantime.daemon.config.Spelling;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names of a scenario file, which may be used above the line that defines them. Confined to
/// the parser.
final class References {

  /// What has a name.
  enum Kind {
    HOST,
    SERVER
  }

  private record Use(int line, LineReader.Word word, List<Kind> kinds) {}

  private final Map<String, Kind> defined = new LinkedHashMap<>();
  private final Map<InetAddress, Integer> addresses = new HashMap<>();
  private final List<Use> uses = new ArrayList<>();
  private final Map<String, List<DaemonLines.Placed>> lines = new LinkedHashMap<>();
  private int line;

  /// The line that is read now.
  void at(int number) {
    line = number;
  }

  String define(LineReader.Word name, Kind kind) throws Mistake {
    if (defined.putIfAbsent(name.text(), kind) != null) {
      throw new Mistake(name.column(), "there is already a '" + name.text() + "'", "");
    }
    return name.text();
  }

  InetAddress own(InetAddress address, LineReader reader) throws Mistake {
    Integer other = addresses.putIfAbsent(address, line);
    if (other != null) {
      throw reader.mistake(
          "'" + reader.last().text() + "' is already the address of line " + other, "");
    }
    return address;
  }

  String use(LineReader.Word name, Kind... kinds) {
    uses.add(new Use(line, name, kinds.length == 0 ? List.of(Kind.values()) : List.of(kinds)));
    return name.text();
  }

  void config(LineReader.Word host, int number, LineReader.Word directive) {
    use(host, Kind.HOST);
    lines
        .computeIfAbsent(host.text(), _ -> new ArrayList<>())
        .add(new DaemonLines.Placed(number, directive.column(), directive.text()));
  }

  List<String> lines(String host) {
    return lines.getOrDefault(host, List.of()).stream().map(DaemonLines.Placed::text).toList();
  }

  /// Tells every name that nothing has, and what the daemon says of its lines.
  void check(String file, List<ConfigProblem> problems) {
    for (Use use : uses) {
      Kind kind = defined.get(use.word().text());
      if (kind == null || !use.kinds().contains(kind)) {
        List<String> valid =
            defined.entrySet().stream()
                .filter(entry -> use.kinds().contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        String what = use.kinds().size() > 1 ? "host or server" : word(use.kinds().getFirst());
        problems.add(
            new ConfigProblem(
                file,
                use.line(),
                use.word().column(),
                ConfigProblem.Severity.ERROR,
                "no " + what + " is called '" + use.word().text() + "'",
                Spelling.hint(use.word().text(), valid)));
      }
    }
    lines.values().forEach(placed -> problems.addAll(DaemonLines.problems(file, placed)));
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case HOST -> "host";
      case SERVER -> "model server";
    };
  }
}
