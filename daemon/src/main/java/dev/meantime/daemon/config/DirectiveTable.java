// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The directives that can stand in one kind of file, and how a line is handed to its directive.
/// Confined to one run of the parser.
final class DirectiveTable {

  private final Map<String, Directive> byName = new LinkedHashMap<>();

  DirectiveTable(List<? extends DirectiveGroup> groups) {
    groups.forEach(group -> group.directives().forEach(this::add));
  }

  void add(Directive directive) {
    if (byName.put(directive.name(), directive) != null) {
      throw new IllegalStateException("two directives named " + directive.name());
    }
  }

  Set<String> names() {
    return byName.keySet();
  }

  Optional<Directive> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /// Reads one line, which holds at least a word.
  void apply(Line line, Problems problems) {
    Word name = line.directive();
    Optional<Directive> found = find(name.text());
    if (found.isEmpty()) {
      problems.error(
          line,
          name,
          "there is no directive '" + name.text() + "'",
          Spelling.nearest(name.text(), names())
              .map(nearest -> "did you mean '" + nearest + "'?")
              .orElse(""));
      return;
    }
    Directive directive = found.get();
    int errorsBefore = problems.errors();
    if (hasRightCount(directive, line, problems)) {
      directive.handler().apply(new Arguments(line, problems));
    }
    if (problems.errors() == errorsBefore) {
      warnAbout(directive, line, problems);
    } else {
      problems.forgetWarnings(line);
    }
  }

  private static boolean hasRightCount(Directive directive, Line line, Problems problems) {
    int count = line.arguments().size();
    if (count < directive.minArguments()) {
      problems.error(
          line,
          line.directive(),
          "arguments of '" + directive.name() + "' are missing",
          usage(directive));
      return false;
    }
    if (count > directive.maxArguments()) {
      Optional<Word> comment =
          line.arguments().stream().filter(word -> word.text().startsWith("#")).findFirst();
      problems.error(
          line,
          comment.orElse(line.arguments().get(directive.maxArguments())),
          "'" + directive.name() + "' has too many arguments",
          comment.isPresent() ? "a comment needs a line of its own" : usage(directive));
      return false;
    }
    return true;
  }

  private static String usage(Directive directive) {
    return directive.usage().isEmpty()
        ? "it takes none"
        : "usage: " + directive.name() + " " + directive.usage();
  }

  private static void warnAbout(Directive directive, Line line, Problems problems) {
    String name = directive.name();
    switch (directive.state()) {
      case SUPPORTED -> {}
      case NOT_YET ->
          problems.warnOnce(
              name, line, line.directive(), "directive '" + name + "' has no effect yet", "");
      case OBSOLETE ->
          problems.warnOnce(
              name,
              line,
              line.directive(),
              "directive '" + name + "' is obsolete and has no effect",
              "remove it");
    }
  }
}
