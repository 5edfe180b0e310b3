// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.choice;
import static dev.meantime.daemon.config.Directives.flag;
import static dev.meantime.daemon.config.Directives.real;

import dev.meantime.engine.discipline.DisciplineConfig;
import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import java.util.List;
import java.util.Locale;

/// How the clock is corrected. Confined to one run of the parser.
final class DisciplineDirectives implements DirectiveGroup {

  private static final DisciplineConfig DEFAULT = DisciplineConfig.DEFAULT;
  private static final int MIN = Integer.MIN_VALUE;
  private static final int MAX = Integer.MAX_VALUE;

  /// Divided by, not multiplied with its inverse: 10 ppm is then exactly what 1e-5 is.
  private static final double PPM = 1e6;

  private static final double MAX_DRIFT_PPM = 100_000;

  private double stepThreshold = DEFAULT.stepThreshold();
  private int stepLimit = DEFAULT.stepLimit();
  private double maxChange = DEFAULT.maxChange();
  private int maxChangeStart = DEFAULT.maxChangeStart();
  private int maxChangeIgnore = DEFAULT.maxChangeIgnore();
  private double maxUpdateSkew = DEFAULT.maxUpdateSkew();
  private double maxSlewRate = DEFAULT.maxSlewRate();
  private double correctionTimeRatio = DEFAULT.correctionTimeRatio();
  private double maxDrift = DEFAULT.maxDrift();
  private double maxClockError = DEFAULT.maxClockError();
  private double logChange = DEFAULT.logChange();
  private LeapMode leapMode = DEFAULT.leapMode();
  private int fallbackDriftMin = DEFAULT.fallbackDriftMin();
  private int fallbackDriftMax = DEFAULT.fallbackDriftMax();
  private boolean rtcSync = DEFAULT.rtcSync();

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.of("makestep", "THRESHOLD LIMIT", 2, 2, this::makeStep),
        Directive.of("maxchange", "OFFSET START IGNORE", 3, 3, this::maxChange),
        Directive.of("fallbackdrift", "MIN MAX", 2, 2, this::fallbackDrift),
        real("maxupdateskew", "PPM", v -> maxUpdateSkew = Math.abs(v) / PPM),
        real("maxslewrate", "PPM", v -> maxSlewRate = v / PPM),
        real("corrtimeratio", "RATIO", v -> correctionTimeRatio = v),
        real("maxdrift", "PPM", v -> maxDrift = Math.clamp(v, 0, MAX_DRIFT_PPM) / PPM),
        real("maxclockerror", "PPM", v -> maxClockError = v / PPM),
        real("logchange", "SECONDS", v -> logChange = v),
        choice(
            "leapsecmode",
            "system|step|slew|ignore",
            List.of("system", "step", "slew", "ignore"),
            v -> leapMode = LeapMode.valueOf(v.toUpperCase(Locale.ROOT))),
        flag("rtcsync", () -> rtcSync = true));
  }

  private void makeStep(Arguments arguments) {
    arguments.real(0, v -> stepThreshold = v);
    arguments.scannedInteger(1, MIN, MAX, v -> stepLimit = v);
  }

  private void maxChange(Arguments arguments) {
    arguments.real(0, v -> maxChange = v);
    arguments.scannedInteger(1, MIN, MAX, v -> maxChangeStart = v);
    arguments.scannedInteger(2, MIN, MAX, v -> maxChangeIgnore = v);
  }

  private void fallbackDrift(Arguments arguments) {
    arguments.scannedInteger(0, MIN, MAX, v -> fallbackDriftMin = v);
    arguments.scannedInteger(1, MIN, MAX, v -> fallbackDriftMax = v);
  }

  /// s/s
  double maxClockError() {
    return maxClockError;
  }

  LeapMode leapMode() {
    return leapMode;
  }

  /// @param driftInterval of the `driftfile` directive, seconds
  DisciplineConfig build(double driftInterval) {
    return new DisciplineConfig(
        stepThreshold,
        stepLimit,
        maxChange,
        maxChangeStart,
        maxChangeIgnore,
        maxUpdateSkew,
        maxSlewRate,
        correctionTimeRatio,
        maxDrift,
        maxClockError,
        logChange,
        leapMode,
        driftInterval,
        fallbackDriftMin,
        fallbackDriftMax,
        rtcSync,
        true);
  }
}
