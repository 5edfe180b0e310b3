// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

/// The real-time clock. `rtcsync` is the discipline's `rtcSync`.
///
/// @param file `rtcfile`: where its drift is kept; empty to leave it alone
/// @param device `rtcdevice`
/// @param utc `rtconutc`: it keeps UTC instead of local time
/// @param autoTrim `rtcautotrim`: set it when it is wrong by so many seconds; 0 for never
/// @param hwclockFile `hwclockfile`: hwclock's adjtime file, which says whether it keeps UTC
public record RtcConfig(
    String file, String device, boolean utc, double autoTrim, String hwclockFile) {

  public static final RtcConfig DEFAULT = new RtcConfig("", "/dev/rtc", false, 0, "");
}
