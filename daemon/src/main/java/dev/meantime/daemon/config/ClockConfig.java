// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

/// What belongs to the clock besides its discipline.
///
/// @param driftFile `driftfile`; how often it is written is the discipline's `driftInterval`
/// @param precision `clockprecision`, seconds, 1e-9 to 1; 0 to measure it
/// @param leapZone `leapsectz`
/// @param leapList `leapseclist`; preferred to the zone
/// @param temperature `tempcomp`
public record ClockConfig(
    String driftFile,
    double precision,
    String leapZone,
    String leapList,
    TemperatureCompensation temperature) {

  public static final ClockConfig DEFAULT =
      new ClockConfig("", 0, "", "", new TemperatureCompensation.None());

  /// `tempcomp`: the frequency is corrected by a temperature read from a file.
  public sealed interface TemperatureCompensation {
    record None() implements TemperatureCompensation {}

    /// The correction is k0 + (T − t0)·k1 + (T − t0)²·k2 ppm.
    ///
    /// @param sensor file with the temperature
    /// @param interval seconds between two readings, above 0
    record Polynomial(String sensor, double interval, double t0, double k0, double k1, double k2)
        implements TemperatureCompensation {}

    /// The correction is interpolated between points.
    ///
    /// @param sensor file with the temperature
    /// @param interval seconds between two readings, above 0
    /// @param points file with lines of temperature and correction in ppm
    record Points(String sensor, double interval, String points)
        implements TemperatureCompensation {}
  }
}
