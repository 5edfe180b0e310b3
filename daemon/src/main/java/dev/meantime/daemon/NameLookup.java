// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.Platform;
import dev.meantime.platform.Resolver.Resolution;
import dev.meantime.platform.Timers;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Looks a configured name up, and again with growing patience while it is not satisfied: after 28
/// s at first, after an hour at last. Confined to the loop.
final class NameLookup {

  /// Hears what came of it.
  interface Listener {
    /// It has addresses.
    Use onAddresses(List<InetAddress> addresses);

    /// It is not known yet.
    ///
    /// @param retrySeconds until it is asked again
    void onFailure(String reason, long retrySeconds);

    /// It was not known before and is now.
    void onRecovery();

    /// One question was answered, in whatever way.
    void onAnswered();
  }

  /// What could be done with the addresses.
  sealed interface Use {
    /// All that was wanted.
    record Enough() implements Use {}

    /// Something, but more would be welcome: it is asked again.
    record More() implements Use {}

    /// Nothing: it is asked again, and told.
    record None(String reason) implements Use {}
  }

  private static final int BASE_SECONDS = 7;
  private static final int FIRST_EXPONENT = 2;
  private static final int LAST_EXPONENT = 9;

  /// Until a name is asked for the second time.
  static final int FIRST_RETRY_SECONDS = BASE_SECONDS << FIRST_EXPONENT;

  private final Platform platform;
  private final String name;
  private final Listener listener;
  private Optional<Timers.Timer> retry = Optional.empty();
  private int exponent = FIRST_EXPONENT;
  private boolean asking;
  private boolean failed;
  private boolean cancelled;

  NameLookup(Platform platform, String name, Listener listener) {
    this.platform = platform;
    this.name = name;
    this.listener = listener;
  }

  /// Asks now, unless an answer is already under way.
  void ask() {
    retry.ifPresent(Timers.Timer::cancel);
    retry = Optional.empty();
    if (!asking && !cancelled) {
      asking = true;
      platform.resolver().resolve(name, this::onResolution);
    }
  }

  /// As {@link #ask}, but patience starts anew.
  void askAfresh() {
    exponent = FIRST_EXPONENT;
    ask();
  }

  /// Whether it has been asked in vain so far.
  boolean isFailing() {
    return failed;
  }

  void cancel() {
    cancelled = true;
    retry.ifPresent(Timers.Timer::cancel);
  }

  private void onResolution(Resolution resolution) {
    asking = false;
    if (cancelled) {
      return;
    }
    Use use =
        switch (resolution) {
          case Resolution.Resolved(List<InetAddress> addresses) -> listener.onAddresses(addresses);
          case Resolution.Unavailable(String reason) -> new Use.None(reason);
          case Resolution.NoSuchName(String reason) -> new Use.None(reason);
        };
    switch (use) {
      case Use.Enough() -> {
        exponent = FIRST_EXPONENT;
        recover();
      }
      case Use.More() -> {
        askLater();
        recover();
      }
      case Use.None(String reason) -> {
        failed = true;
        listener.onFailure(reason, askLater());
      }
    }
    listener.onAnswered();
  }

  private void recover() {
    if (failed) {
      failed = false;
      listener.onRecovery();
    }
  }

  private long askLater() {
    long seconds = (long) BASE_SECONDS << exponent;
    exponent = Math.min(exponent + 1, LAST_EXPONENT);
    long when = platform.monotonicClock().nowNanos() + seconds * 1_000_000_000L;
    retry = Optional.of(platform.timers().schedule(when, this::ask));
    return seconds;
  }
}
