// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.flag;
import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.text;

import java.util.List;

/// Network Time Security, which is only checked so far. Confined to one run of the parser.
final class NtsDirectives implements DirectiveGroup {

  private static final int MAX = Integer.MAX_VALUE;

  private int certificates;
  private int keys;

  @Override
  public List<Directive> directives() {
    return List.of(
            Directive.of("ntsaeads", "[ID]...", 0, Directive.ANY_NUMBER, NtsDirectives::algorithms),
            text("ntsdumpdir", "DIRECTORY", v -> {}),
            text("ntscachedir", "DIRECTORY", v -> {}),
            text("ntsntpserver", "HOST", v -> {}),
            integer("ntsport", "PORT", 0, 65535, v -> {}),
            integer("ntsprocesses", "PROCESSES", 0, 1000, v -> {}),
            integer("maxntsconnections", "CONNECTIONS", 1, MAX, v -> {}),
            integer("ntsrefresh", "SECONDS", 0, MAX, v -> {}),
            integer("ntsrotate", "SECONDS", 0, MAX, v -> {}),
            text("ntsservercert", "FILE", v -> certificates++),
            text("ntsserverkey", "FILE", v -> keys++),
            Directive.of("ntstrustedcerts", "[SET] FILE", 1, 2, NtsDirectives::trusted),
            flag("nosystemcert", () -> {}),
            integer("nocerttimecheck", "UPDATES", 0, MAX, v -> {}))
        .stream()
        .map(Directive::notYet)
        .toList();
  }

  private static void algorithms(Arguments arguments) {
    for (int i = 0; i < arguments.count(); i++) {
      arguments.integer(i, 0, MAX, v -> {});
    }
  }

  private static void trusted(Arguments arguments) {
    if (arguments.count() == 2) {
      arguments.integer(arguments.word(0), 0, 0xffff_ffffL, v -> {});
    }
  }

  int certificates() {
    return certificates;
  }

  int keys() {
    return keys;
  }
}
