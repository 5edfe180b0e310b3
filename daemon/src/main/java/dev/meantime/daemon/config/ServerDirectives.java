// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.address;
import static dev.meantime.daemon.config.Directives.flag;
import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.text;

import dev.meantime.crypto.SymmetricKey;
import dev.meantime.daemon.config.ServerConfig.Broadcast;
import dev.meantime.daemon.config.ServerConfig.NtpqAnswers;
import dev.meantime.daemon.config.ServerConfig.Workers;
import dev.meantime.engine.respond.RateLimit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Who is served, and where. Confined to one run of the parser.
final class ServerDirectives implements DirectiveGroup {

  private static final int NTP_PORT = 123;
  private static final int MAX_BROADCAST_INTERVAL = 1 << 24;
  private static final int MAX_THREADS = 256;

  /// As many processors as Linux's set of them has places for.
  private static final int MAX_PROCESSORS = 1024;

  private int port = ServerConfig.DEFAULT.port();
  private InetAddress address4 = Addresses.ANY4;
  private InetAddress address6 = Addresses.ANY6;
  private String device = "";
  private final List<AccessRule> access = new ArrayList<>();
  private final RateLimitDraft rateLimit = new RateLimitDraft("ratelimit", true, RateLimit.NONE);
  private long clientLogLimit = ServerConfig.DEFAULT_CLIENT_LOG_LIMIT;
  private boolean remembersClients = true;
  private final List<Broadcast> broadcasts = new ArrayList<>();
  private int threads = 1;
  private List<Integer> processors = List.of();
  private NtpqAnswers ntpq = NtpqAnswers.WITH_SERVER;
  private String signerDirectory = "";
  private final Set<String> bypass = new LinkedHashSet<>();

  @Override
  public List<Directive> directives() {
    return List.of(
        integer("port", "PORT", 0, 65535, v -> port = v),
        address("bindaddress", v -> address4 = v, v -> address6 = v),
        text("binddevice", "INTERFACE", v -> device = v),
        AccessSyntax.directive("allow", true, access),
        AccessSyntax.directive("deny", false, access),
        Directive.of("broadcast", "INTERVAL ADDRESS [PORT] [key ID]", 2, 5, this::broadcast),
        Directive.of(
            "clientloglimit",
            "OCTETS",
            1,
            1,
            arguments -> arguments.looseInteger(0, 0, Long.MAX_VALUE, v -> clientLogLimit = v)),
        flag("noclientlog", () -> remembersClients = false),
        rateLimit.directive(),
        new RateLimitDraft("ntsratelimit", false, RateLimit.NONE).directive().notYet(),
        integer("serverthreads", "THREADS", 1, MAX_THREADS, v -> threads = v),
        Directive.of("serveraffinity", "PROCESSOR...", 1, Directive.ANY_NUMBER, this::affinity),
        Directive.of("xdp", "INTERFACE...", 1, Directive.ANY_NUMBER, this::bypass),
        Directive.of("ntpq", "on|off", 1, 1, this::ntpq),
        text("ntpsigndsocket", "DIRECTORY", v -> signerDirectory = v),
        integer("ptpport", "PORT", 0, 65535, v -> {}).notYet(),
        integer("ptpdomain", "DOMAIN", 0, 255, v -> {}).notYet());
  }

  /// chrony takes any number for the interval and brings it into its range. `key` is ours.
  private void broadcast(Arguments arguments) {
    BroadcastDraft draft = new BroadcastDraft();
    arguments.integer(0, Integer.MIN_VALUE, Integer.MAX_VALUE, v -> draft.interval = v);
    arguments.address(1, v -> draft.address = v, v -> draft.address = v);
    int next = 2;
    if (next < arguments.count() && !arguments.text(next).equalsIgnoreCase("key")) {
      arguments.scannedInteger(next, 1, 65535, v -> draft.port = v);
      next++;
    }
    new Options()
        .unsigned("key", 1, SymmetricKey.HIGHEST_ID, v -> draft.keyId = v)
        .read(arguments, next);
    broadcasts.add(draft.build());
  }

  private static final class BroadcastDraft {
    private int interval;
    private InetAddress address = Addresses.ANY4;
    private int port = NTP_PORT;
    private long keyId;

    Broadcast build() {
      return new Broadcast(
          Math.clamp(interval, 1, MAX_BROADCAST_INTERVAL),
          new InetSocketAddress(address, port),
          keyId);
    }
  }

  private void affinity(Arguments arguments) {
    List<Integer> named = new ArrayList<>();
    for (Word word : arguments.words()) {
      arguments.integer(word, 0, MAX_PROCESSORS - 1L, v -> named.add((int) v));
    }
    processors = named;
  }

  private void bypass(Arguments arguments) {
    arguments.words().forEach(word -> bypass.add(word.text()));
  }

  private void ntpq(Arguments arguments) {
    switch (arguments.text(0).toLowerCase(Locale.ROOT)) {
      case "on" -> ntpq = NtpqAnswers.ALWAYS;
      case "off" -> ntpq = NtpqAnswers.NEVER;
      default ->
          arguments.error(
              arguments.word(0),
              "'" + arguments.text(0) + "' is neither 'on' nor 'off'",
              "without this directive ntpq is answered where the server's port is open");
    }
  }

  /// How many processors are named of which no thread makes use.
  int idleProcessors() {
    return Math.max(0, processors.size() - threads);
  }

  ServerConfig build() {
    return new ServerConfig(
        port,
        address4,
        address6,
        device,
        access,
        rateLimit.build(),
        // The smallest log is a log all the same.
        remembersClients ? Math.max(1, clientLogLimit) : 0,
        broadcasts,
        new Workers(threads, processors, List.copyOf(bypass)),
        ntpq,
        signerDirectory);
  }
}
