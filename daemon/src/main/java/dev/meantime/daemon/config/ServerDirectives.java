// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.address;
import static dev.meantime.daemon.config.Directives.flag;
import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.text;

import dev.meantime.engine.respond.RateLimit;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Who is served, and where. Confined to one run of the parser.
final class ServerDirectives implements DirectiveGroup {

  private static final int MAX = Integer.MAX_VALUE;

  private int port = ServerConfig.DEFAULT.port();
  private InetAddress address4 = Addresses.ANY4;
  private InetAddress address6 = Addresses.ANY6;
  private String device = "";
  private final List<AccessRule> access = new ArrayList<>();

  @Override
  public List<Directive> directives() {
    return List.of(
        // Without `allow`, of which it is warned, there is no server for these two to act on.
        integer("port", "PORT", 0, 65535, v -> port = v),
        address("bindaddress", v -> address4 = v, v -> address6 = v),
        text("binddevice", "INTERFACE", v -> device = v).notYet(),
        AccessSyntax.directive("allow", true, access).notYet(),
        AccessSyntax.directive("deny", false, access).notYet(),
        Directive.of("broadcast", "INTERVAL ADDRESS [PORT]", 2, 3, ServerDirectives::broadcast)
            .notYet(),
        Directive.of(
                "clientloglimit",
                "OCTETS",
                1,
                1,
                arguments -> arguments.looseInteger(0, 0, Long.MAX_VALUE, v -> {}))
            .notYet(),
        flag("noclientlog", () -> {}).notYet(),
        text("ntpsigndsocket", "DIRECTORY", v -> {}).notYet(),
        rateLimit("ratelimit", true),
        rateLimit("ntsratelimit", false),
        rateLimit("cmdratelimit", false),
        integer("ptpport", "PORT", 0, 65535, v -> {}).notYet(),
        integer("ptpdomain", "DOMAIN", 0, 255, v -> {}).notYet(),
        integer("maxtxbuffers", "BUFFERS", 0, 1_048_576, v -> {}).notYet(),
        Directives.real("hwtstimeout", "SECONDS", v -> {}).notYet(),
        Directive.of(
                "hwtimestamp",
                "INTERFACE [OPTION]...",
                1,
                Directive.ANY_NUMBER,
                ServerDirectives::hardwareTimestamps)
            .notYet());
  }

  private static void broadcast(Arguments arguments) {
    arguments.integer(0, Integer.MIN_VALUE, MAX, v -> {});
    arguments.address(1, v -> {}, v -> {});
    if (arguments.count() > 2) {
      arguments.scannedInteger(2, Integer.MIN_VALUE, MAX, v -> {});
    }
  }

  /// The parser of chrony limits every value alike.
  private static Directive rateLimit(String name, boolean kissOfDeath) {
    return Directive.of(
            name,
            "[interval N] [burst N] [leak N]" + (kissOfDeath ? " [kod N]" : ""),
            0,
            Directive.ANY_NUMBER,
            arguments -> {
              Options options =
                  new Options()
                      .integer("interval", -32, 32, v -> {})
                      .integer("burst", -32, 32, v -> {})
                      .integer("leak", -32, 32, v -> {});
              if (kissOfDeath) {
                options.integer("kod", -32, 32, v -> {});
              }
              options.read(arguments, 0);
            })
        .notYet();
  }

  private static void hardwareTimestamps(Arguments arguments) {
    new Options()
        .integer("minpoll", -32, 32, v -> {})
        .integer("maxpoll", -32, 32, v -> {})
        .integer("minsamples", 0, MAX, v -> {})
        .integer("maxsamples", 0, MAX, v -> {})
        .real("precision", v -> {})
        .real("txcomp", v -> {})
        .real("rxcomp", v -> {})
        .flag("nocrossts", () -> {})
        .choice("rxfilter", List.of("all", "ntp", "ptp", "none"), v -> {})
        .read(arguments, 1);
  }

  ServerConfig build() {
    return new ServerConfig(
        port,
        address4,
        address6,
        device,
        access,
        RateLimit.NONE,
        ServerConfig.DEFAULT_CLIENT_LOG_LIMIT,
        List.of(),
        ServerConfig.Workers.ONE);
  }
}
