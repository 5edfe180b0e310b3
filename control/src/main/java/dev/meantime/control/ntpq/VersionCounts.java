// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

/// How many of the requests that were answered came in older versions of NTP.
///
/// @param older versions 1 to 3
/// @param version1Client of these, version 1 in client mode
/// @param version1WithoutMode version 1 as it was before there were modes
/// @param version1Symmetric version 1 in symmetric mode
public record VersionCounts(
    long older, long version1Client, long version1WithoutMode, long version1Symmetric) {

  public static final VersionCounts NONE = new VersionCounts(0, 0, 0, 0);
}
