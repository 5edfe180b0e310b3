// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

/// The clock directives of chrony.conf.
///
/// @param stepThreshold `makestep`: step when the offset exceeds it, seconds; 0 for never
/// @param stepLimit `makestep`: only in so many first updates; negative for always, 0 for never
/// @param maxChange `maxchange`: offset that is not believed, seconds
/// @param maxChangeStart `maxchange`: after so many updates; negative for never
/// @param maxChangeIgnore `maxchange`: ignore so many, then give up; negative to ignore for ever
/// @param maxUpdateSkew `maxupdateskew`: frequency estimates worse than this are not used, s/s
/// @param maxSlewRate `maxslewrate`, s/s
/// @param correctionTimeRatio `corrtimeratio`
/// @param maxDrift `maxdrift`, s/s
/// @param maxClockError `maxclockerror`, s/s
/// @param logChange `logchange`, seconds
/// @param leapMode `leapsecmode`
/// @param driftInterval seconds between two writes of the drift file
/// @param fallbackDriftMin `fallbackdrift`, log2 s; 0 for none
/// @param fallbackDriftMax `fallbackdrift`, log2 s; 0 for none
/// @param rtcSync `rtcsync`: let the kernel copy the time to the RTC, which is to clear STA_UNSYNC
/// @param steer false with `-x` or without the privilege: measure and report, touch nothing
public record DisciplineConfig(
    double stepThreshold,
    int stepLimit,
    double maxChange,
    int maxChangeStart,
    int maxChangeIgnore,
    double maxUpdateSkew,
    double maxSlewRate,
    double correctionTimeRatio,
    double maxDrift,
    double maxClockError,
    double logChange,
    LeapMode leapMode,
    double driftInterval,
    int fallbackDriftMin,
    int fallbackDriftMax,
    boolean rtcSync,
    boolean steer) {

  /// chrony's defaults.
  public static final DisciplineConfig DEFAULT =
      new DisciplineConfig(
          0,
          0,
          0,
          -1,
          0,
          1000e-6,
          1 / 12.0,
          3,
          0.1,
          1e-6,
          1,
          LeapMode.SYSTEM,
          3600,
          0,
          0,
          false,
          true);

  /// How a leap second is applied.
  public enum LeapMode {
    /// The kernel repeats or skips the last second.
    SYSTEM,
    /// We step at midnight.
    STEP,
    /// We slew from midnight on.
    SLEW,
    /// Nothing; the offset is found and corrected like any other.
    IGNORE
  }
}
