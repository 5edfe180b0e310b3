// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.text;

import dev.meantime.daemon.config.LogConfig.Log;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The log files. Confined to one run of the parser.
final class LogDirectives implements DirectiveGroup {

  private static final List<String> LOGS = Arrays.stream(Log.values()).map(Log::label).toList();

  private static final Set<Log> NOT_YET = Collections.unmodifiableSet(EnumSet.of(Log.RTC));

  private String directory = "";
  private final Set<Log> logs = EnumSet.noneOf(Log.class);
  private int bannerInterval = LogConfig.DEFAULT.bannerInterval();

  @Override
  public List<Directive> directives() {
    return List.of(
        text("logdir", "DIRECTORY", v -> directory = v),
        integer("logbanner", "LINES", 0, Integer.MAX_VALUE, v -> bannerInterval = v),
        Directive.of("log", "[NAME]...", 0, Directive.ANY_NUMBER, this::log),
        Directive.of(
                "mailonchange", "ADDRESS THRESHOLD", 2, 2, arguments -> arguments.real(1, v -> {}))
            .notYet());
  }

  /// The names are in lower case only, and flags once set cannot be taken back.
  private void log(Arguments arguments) {
    for (Word word : arguments.words()) {
      if (LOGS.contains(word.text())) {
        Log log = Log.valueOf(word.text().toUpperCase(Locale.ROOT));
        logs.add(log);
        if (NOT_YET.contains(log)) {
          arguments.warnOnce("log " + log, word, "log '" + word.text() + "' has no effect yet", "");
        }
      } else {
        arguments.error(
            word, "there is no log '" + word.text() + "'", Spelling.hint(word.text(), LOGS));
      }
    }
  }

  LogConfig build() {
    return new LogConfig(directory, logs, bannerInterval);
  }
}
