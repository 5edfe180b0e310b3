// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.flag;
import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.text;

import java.util.List;

/// The process itself, and what other versions of chrony had. Confined to one run of the parser.
final class ProcessDirectives implements DirectiveGroup {

  private String user = "";
  private int schedPriority;
  private boolean lockMemory;
  private String pidFile = ProcessConfig.DEFAULT_PID_FILE;

  @Override
  public List<Directive> directives() {
    return List.of(
        text("user", "NAME", v -> user = v).notYet(),
        integer("sched_priority", "PRIORITY", 0, 100, v -> schedPriority = v).notYet(),
        flag("lock_all", () -> lockMemory = true).notYet(),
        text("pidfile", "FILE", v -> pidFile = v.equals("/") ? "" : v),
        Directive.obsolete("commandkey"),
        Directive.obsolete("generatecommandkey"),
        Directive.obsolete("linux_freq_scale"),
        Directive.obsolete("linux_hz"),
        // Dumping at exit is what happens anyway; chrony says nothing about this one either.
        Directive.of("dumponexit", "", 0, Directive.ANY_NUMBER, arguments -> {}));
  }

  ProcessConfig build() {
    return new ProcessConfig(user, schedPriority, lockMemory, pidFile);
  }
}
