// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.DaemonConfig;
import dev.meantime.engine.discipline.DisciplineConfig;
import dev.meantime.engine.discipline.Drift;
import dev.meantime.platform.ClockException;
import dev.meantime.platform.ClockPrecision;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.Platform;
import java.nio.file.Path;
import java.util.Optional;

/// Finds out at start whether the clock may be steered, and where to begin.
///
/// @param steers whether the clock is touched at all
/// @param denied why the system does not let us; empty when it does
/// @param precision of the clock, seconds
/// @param discipline what the configuration, the command line and the privileges make of it
/// @param driftFile empty when none is configured
/// @param disk where files go
record ClockSetup(
    boolean steers,
    Optional<String> denied,
    double precision,
    DisciplineConfig discipline,
    Optional<DriftFile> driftFile,
    Disk disk) {

  static ClockSetup of(Platform platform, DaemonConfig config, RunOptions options, Disk disk) {
    Optional<String> denied =
        switch (platform.kernelClock().control()) {
          case KernelClock.Control.Granted() -> Optional.empty();
          case KernelClock.Control.Denied(String reason) -> Optional.of(reason);
        };
    boolean steers =
        options.steer() && options.mode() != RunOptions.Mode.MEASURE_ONCE && denied.isEmpty();
    double precision =
        config.clock().precision() > 0
            ? config.clock().precision()
            : ClockPrecision.measure(platform.wallClock());
    String path = config.clock().driftFile();
    return new ClockSetup(
        steers,
        denied,
        precision,
        effective(config.discipline(), options, steers),
        path.isEmpty() ? Optional.empty() : Optional.of(new DriftFile(Path.of(path), disk)),
        disk);
  }

  /// Says in one line whether the clock is steered, in chronyd's words where it has some.
  void tell(RunOptions options, EventLog log) {
    if (steers) {
      log.info("Steering the system clock");
    } else if (options.mode() == RunOptions.Mode.MEASURE_ONCE) {
      log.info("Disabled control of system clock (-Q): it is measured, not touched");
    } else {
      String why = options.steer() ? denied.orElse("") : "-x";
      log.info("Disabled control of system clock (" + why + "): it is observed, not touched");
    }
  }

  /// What the drift file says. Of a clock that is only observed it is the rate that the wall clock
  /// was last seen to have, which makes a good beginning too.
  Optional<Drift> readDrift(EventLog log) {
    if (driftFile.isEmpty()) {
      return Optional.empty();
    }
    return switch (driftFile.get().read()) {
      case DriftFile.Content.Found(Drift drift) -> Optional.of(drift);
      case DriftFile.Content.Missing() -> Optional.empty();
      case DriftFile.Content.Unusable(String reason) -> {
        log.warn(
            "Could not read valid frequency and skew from driftfile "
                + driftFile.get().path()
                + ": "
                + reason);
        yield Optional.empty();
      }
    };
  }

  /// The frequency that the kernel is set to, s/s.
  static double kernelFrequency(Platform platform, EventLog log) {
    try {
      return platform.kernelClock().read().frequency();
    } catch (ClockException e) {
      log.warn("Could not read the kernel's clock: " + e.getMessage());
      return 0;
    }
  }

  /// With `-R` the clock was right a moment ago: no step within the first updates.
  private static DisciplineConfig effective(
      DisciplineConfig config, RunOptions options, boolean steers) {
    int stepLimit = options.restart() && config.stepLimit() > 0 ? 0 : config.stepLimit();
    return new DisciplineConfig(
        config.stepThreshold(),
        stepLimit,
        config.maxChange(),
        config.maxChangeStart(),
        config.maxChangeIgnore(),
        config.maxUpdateSkew(),
        config.maxSlewRate(),
        config.correctionTimeRatio(),
        config.maxDrift(),
        config.maxClockError(),
        config.logChange(),
        config.leapMode(),
        config.driftInterval(),
        config.fallbackDriftMin(),
        config.fallbackDriftMax(),
        config.rtcSync(),
        steers);
  }
}
