// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

/// What the administrator said about a reference clock (`refclock`), in seconds where not said
/// otherwise.
///
/// @param poll a filtered sample is made every 2^poll seconds
/// @param driverPoll the device is looked at every 2^driverPoll seconds; not above `poll`
/// @param pulse whether only the fraction of the second counts, also where the device tells more
/// @param rate pulses a second, 1 and up
/// @param maxLockAge how many pulses old the sample may be that a pulse is numbered by
/// @param width of the pulse, to tell its edges apart; 0 when unknown
/// @param offset added to every sample: positive when the device's time is late
/// @param delay root delay
/// @param stratum of the source, 0 to 15
/// @param precision of the device; the local clock's counts where it is worse
/// @param maxDispersion largest standard deviation of the samples that are combined; 0 for any
/// @param filter how many samples are kept for the filter
/// @param tai whether the device shows TAI instead of UTC
public record ReferenceClockOptions(
    int poll,
    int driverPoll,
    boolean pulse,
    int rate,
    int maxLockAge,
    double width,
    double offset,
    double delay,
    int stratum,
    double precision,
    double maxDispersion,
    int filter,
    boolean tai) {

  private static final int MAX_FILTER = 256;
  private static final int MIN_POLL = -7;
  private static final int MAX_POLL = 24;

  /// chrony's defaults.
  public static final ReferenceClockOptions DEFAULT =
      new ReferenceClockOptions(4, 0, false, 1, 2, 0, 0, 1e-9, 0, 0, 0, 64, false);

  public ReferenceClockOptions {
    if (rate < 1) {
      throw new IllegalArgumentException("rate " + rate + " is not positive");
    }
    poll = Math.clamp(poll, MIN_POLL, MAX_POLL);
    driverPoll = Math.clamp(driverPoll, MIN_POLL, poll);
    filter = Math.clamp(filter, 1, MAX_FILTER);
  }
}
