// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

/// What runs, and where.
///
/// @param version of this program, with its name
/// @param processor its architecture
/// @param system the operating system and its version
/// @param uptimeSeconds since normal operation began
/// @param precision of the clock, log2 s
/// @param keys how many the key file has
public record NtpqHost(
    String version, String processor, String system, long uptimeSeconds, int precision, int keys) {}
