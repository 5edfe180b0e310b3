// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.respond.RateLimit;

/// `ratelimit`, `ntsratelimit` or `cmdratelimit` while it is read; a second line changes what it
/// names. Confined to one run of the parser.
final class RateLimitDraft {

  private static final int LEAST = Integer.MIN_VALUE;
  private static final int MOST = Integer.MAX_VALUE;
  private static final int MIN_INTERVAL = -19;
  private static final int MAX_INTERVAL = 12;
  private static final int MAX_BURST = 255;
  private static final int MAX_LEAK = 4;
  private static final int MAX_KISS = 4;

  private final String name;
  private final boolean kissOfDeath;
  private boolean enabled;
  private int interval;
  private int burst;
  private int leak;
  private int kiss;

  /// @param kissOfDeath whether it has the option `kod`
  /// @param otherwise what counts for what is not named
  RateLimitDraft(String name, boolean kissOfDeath, RateLimit otherwise) {
    this.name = name;
    this.kissOfDeath = kissOfDeath;
    this.interval = otherwise.interval();
    this.burst = otherwise.burst();
    this.leak = otherwise.leak();
    this.kiss = otherwise.kiss();
  }

  Directive directive() {
    return Directive.of(
        name,
        "[interval N] [burst N] [leak N]" + (kissOfDeath ? " [kod N]" : ""),
        0,
        Directive.ANY_NUMBER,
        this::read);
  }

  /// Debian's chronyd takes every number, and newer ones less: whatever a file says that some
  /// chronyd starts with is taken here, and brought into its range in the end.
  private void read(Arguments arguments) {
    enabled = true;
    Options options =
        new Options()
            .integer("interval", LEAST, MOST, v -> interval = v)
            .integer("burst", LEAST, MOST, v -> burst = v)
            .integer("leak", LEAST, MOST, v -> leak = v);
    if (kissOfDeath) {
      options.integer("kod", LEAST, MOST, v -> kiss = v);
    }
    options.read(arguments, 0);
  }

  /// The limit with every number in the range in which it has an effect.
  RateLimit build() {
    return new RateLimit(
        enabled,
        Math.clamp(interval, MIN_INTERVAL, MAX_INTERVAL),
        Math.clamp(burst, 1, MAX_BURST),
        Math.clamp(leak, 1, MAX_LEAK),
        Math.clamp(kiss, 0, MAX_KISS));
  }
}
