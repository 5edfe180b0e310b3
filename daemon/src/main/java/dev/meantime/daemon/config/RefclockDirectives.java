// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// `refclock`, which is only checked so far. Confined to one run of the parser.
final class RefclockDirectives implements DirectiveGroup {

  private static final int MAX = Integer.MAX_VALUE;

  /// The options of each driver, which follow its parameter after colons.
  private static final Map<String, Set<String>> DRIVERS =
      Map.of(
          "PPS", Set.of("clear"),
          "SOCK", Set.of(),
          "SHM", Set.of("perm"),
          "PHC", Set.of("nocrossts", "extpps", "pin", "channel", "clear"),
          "RTC", Set.of("utc"));

  private boolean realTimeClock;
  private boolean tai;

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.of(
                "refclock",
                "DRIVER PARAMETER[:OPTION]... [OPTION]...",
                2,
                Directive.ANY_NUMBER,
                this::refclock)
            .notYet());
  }

  private void refclock(Arguments arguments) {
    Set<String> driverOptions = DRIVERS.get(arguments.text(0));
    if (driverOptions == null) {
      arguments.error(
          arguments.word(0),
          "there is no reference clock driver '" + arguments.text(0) + "'",
          "one of " + String.join(", ", new TreeSet<>(DRIVERS.keySet())));
    } else {
      checkDriverOptions(arguments, driverOptions);
    }
    realTimeClock |= arguments.text(0).equals("RTC");
    options().read(arguments, 2);
  }

  private static void checkDriverOptions(Arguments arguments, Set<String> valid) {
    String[] parts = arguments.text(1).split(":", -1);
    for (int i = 1; i < parts.length; i++) {
      String name = parts[i].replaceFirst("=.*", "");
      if (!valid.contains(name)) {
        arguments.error(
            arguments.word(1),
            "the driver " + arguments.text(0) + " has no option '" + name + "'",
            Spelling.hint(name, new TreeSet<>(valid)));
      }
    }
  }

  private Options options() {
    return new Options()
        .integer("poll", -32, 32, v -> {})
        .integer("dpoll", -32, 32, v -> {})
        .text("refid", 4, v -> {})
        .text("lock", 4, v -> {})
        .integer("rate", 1, MAX, v -> {})
        .integer("maxlockage", Integer.MIN_VALUE, MAX, v -> {})
        .real("width", v -> {})
        .flag("pps", () -> {})
        .real("offset", v -> {})
        .real("delay", v -> {})
        .integer("stratum", 0, 15, v -> {})
        .real("precision", v -> {})
        .real("maxdispersion", v -> {})
        .integer("filter", 0, MAX, v -> {})
        .flag("prefer", () -> {})
        .flag("noselect", () -> {})
        .flag("trust", () -> {})
        .flag("require", () -> {})
        .flag("tai", () -> tai = true)
        .flag("local", () -> {})
        .integer("minsamples", 0, MAX, v -> {})
        .integer("maxsamples", 0, MAX, v -> {})
        .integer("maxunreach", 0, MAX, v -> {});
  }

  boolean hasRealTimeClock() {
    return realTimeClock;
  }

  boolean hasTai() {
    return tai;
  }
}
