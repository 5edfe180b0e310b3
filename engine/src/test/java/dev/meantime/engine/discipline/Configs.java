// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;

/// Configurations that differ from the default in one thing.
public final class Configs {

  private static final DisciplineConfig D = DisciplineConfig.DEFAULT;

  private Configs() {}

  public static DisciplineConfig makestep(double threshold, int limit) {
    return with(threshold, limit, 0, -1, 0, 0, 0, LeapMode.SYSTEM, false, true);
  }

  public static DisciplineConfig maxchange(double maximum, int start, int ignore) {
    return with(0, 0, maximum, start, ignore, 0, 0, LeapMode.SYSTEM, false, true);
  }

  public static DisciplineConfig fallback(int min, int max) {
    return with(0, 0, 0, -1, 0, min, max, LeapMode.SYSTEM, false, true);
  }

  public static DisciplineConfig leap(LeapMode mode) {
    return with(0, 0, 0, -1, 0, 0, 0, mode, false, true);
  }

  public static DisciplineConfig rtcSync() {
    return with(0, 0, 0, -1, 0, 0, 0, LeapMode.SYSTEM, true, true);
  }

  public static DisciplineConfig observed(LeapMode mode) {
    return with(0.1, 3, 0, -1, 0, 0, 0, mode, false, false);
  }

  private static DisciplineConfig with(
      double stepThreshold,
      int stepLimit,
      double maxChange,
      int maxChangeStart,
      int maxChangeIgnore,
      int fallbackMin,
      int fallbackMax,
      LeapMode leapMode,
      boolean rtcSync,
      boolean steer) {
    return new DisciplineConfig(
        stepThreshold,
        stepLimit,
        maxChange,
        maxChangeStart,
        maxChangeIgnore,
        D.maxUpdateSkew(),
        D.maxSlewRate(),
        D.correctionTimeRatio(),
        D.maxDrift(),
        D.maxClockError(),
        D.logChange(),
        leapMode,
        D.driftInterval(),
        fallbackMin,
        fallbackMax,
        rtcSync,
        steer);
  }
}
