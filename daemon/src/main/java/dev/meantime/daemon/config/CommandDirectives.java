// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.text;

import dev.meantime.engine.respond.RateLimit;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Who may look in, and where. Confined to one run of the parser.
final class CommandDirectives implements DirectiveGroup {

  private static final CommandConfig DEFAULT = CommandConfig.DEFAULT;
  private static final List<String> OPEN_COMMANDS =
      Arrays.stream(OpenCommand.values()).map(OpenCommand::label).toList();

  private int port = DEFAULT.port();
  private InetAddress address4 = DEFAULT.address4();
  private InetAddress address6 = DEFAULT.address6();
  private String socket = DEFAULT.socket();
  private String device = "";
  private Set<OpenCommand> open = DEFAULT.open();
  private final List<AccessRule> access = new ArrayList<>();
  private final RateLimitDraft rateLimit =
      new RateLimitDraft("cmdratelimit", false, RateLimit.NO_COMMAND_LIMIT);

  @Override
  public List<Directive> directives() {
    return List.of(
        integer("cmdport", "PORT", 0, 65535, v -> port = v),
        Directive.of("bindcmdaddress", "ADDRESS|PATH", 1, 1, this::bind),
        text("bindcmddevice", "INTERFACE", v -> device = v),
        Directive.of("opencommands", "[NAME]...", 0, Directive.ANY_NUMBER, this::open),
        AccessSyntax.directive("cmdallow", true, access),
        AccessSyntax.directive("cmddeny", false, access),
        rateLimit.directive());
  }

  private void bind(Arguments arguments) {
    String text = arguments.text(0);
    if (text.startsWith("/")) {
      socket = text.equals("/") ? "" : text;
    } else {
      arguments.address(0, v -> address4 = v, v -> address6 = v);
    }
  }

  private void open(Arguments arguments) {
    EnumSet<OpenCommand> named = EnumSet.noneOf(OpenCommand.class);
    for (Word word : arguments.words()) {
      arguments.choice(
          word, OPEN_COMMANDS, v -> named.add(OpenCommand.valueOf(v.toUpperCase(Locale.ROOT))));
    }
    open = named;
  }

  CommandConfig build() {
    return new CommandConfig(
        port, address4, address6, socket, device, open, access, rateLimit.build());
  }
}
