// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// How many NTP sources are asked (reply 12). Reference clocks do not count.
///
/// @param burstOnline in a burst, online afterwards
/// @param burstOffline in a burst, offline afterwards
/// @param unresolved whose address is not known yet
public record ActivityReport(
    int online, int offline, int burstOnline, int burstOffline, int unresolved)
    implements ControlReply {}
