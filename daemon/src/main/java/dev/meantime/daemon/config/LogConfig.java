// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// The log files. `logchange` is the discipline's.
///
/// @param directory `logdir`; without one nothing is written
/// @param logs `log`
/// @param bannerInterval `logbanner`: a heading before every so many lines; 0 for none
public record LogConfig(String directory, Set<Log> logs, int bannerInterval) {

  public static final LogConfig DEFAULT = new LogConfig("", Set.of(), 32);

  public LogConfig {
    logs = logs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(logs));
  }

  /// What `log` can name.
  public enum Log {
    /// Like {@link #MEASUREMENTS}, but of all answers, also those that failed the tests.
    RAWMEASUREMENTS,
    MEASUREMENTS,
    SELECTION,
    STATISTICS,
    TRACKING,
    RTC,
    REFCLOCKS,
    TEMPCOMP;

    /// As it is written in the configuration.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
