// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.RunOptions.Severity;
import dev.meantime.platform.WallClock;
import java.util.HashMap;
import java.util.Map;

/// What an administrator is told. An event is told each time; a trouble that may go on is told when
/// it begins, then once an hour with a count while it lasts, and anew after it ended. Confined to
/// the loop.
final class EventLog {

  /// Where lines go.
  interface Sink {
    /// Adds a line.
    ///
    /// @param time when, nanoseconds since the Unix epoch
    void write(Severity severity, long time, String message);

    /// Gives back files.
    default void close() {}
  }

  private static final long REMIND_NANOS = 3_600_000_000_000L;

  private static final class Trouble {
    final long sinceNanos;
    long toldNanos;
    long count = 1;

    Trouble(long nanos) {
      sinceNanos = nanos;
      toldNanos = nanos;
    }
  }

  private final WallClock clock;
  private final Severity minimum;
  private final Sink sink;
  private final Map<String, Trouble> troubles = new HashMap<>();

  EventLog(WallClock clock, Severity minimum, Sink sink) {
    this.clock = clock;
    this.minimum = minimum;
    this.sink = sink;
  }

  void debug(String message) {
    log(Severity.DEBUG, message);
  }

  void info(String message) {
    log(Severity.INFO, message);
  }

  void warn(String message) {
    log(Severity.WARNING, message);
  }

  void error(String message) {
    log(Severity.ERROR, message);
  }

  /// What ends the daemon.
  void fatal(String message) {
    log(Severity.FATAL, "Fatal error : " + message);
  }

  /// A trouble that may go on.
  ///
  /// @param cause what makes it the same trouble
  void trouble(String cause, String message) {
    long now = clock.nowNanos();
    Trouble known = troubles.get(cause);
    if (known == null) {
      troubles.put(cause, new Trouble(now));
      warn(message);
      return;
    }
    known.count++;
    if (Math.abs(now - known.toldNanos) >= REMIND_NANOS) {
      known.toldNanos = now;
      warn(message + " (" + known.count + " times since " + LogSinks.utc(known.sinceNanos) + ")");
    }
  }

  /// The trouble is over; when it comes back it is told at once.
  void ended(String cause) {
    troubles.remove(cause);
  }

  void close() {
    sink.close();
  }

  private void log(Severity severity, String message) {
    if (severity.compareTo(minimum) >= 0) {
      sink.write(severity, clock.nowNanos(), message);
    }
  }
}
