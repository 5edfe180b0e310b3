// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.refclock.ReferenceClockOptions;
import dev.meantime.engine.select.SelectionOptions;

/// One `refclock` line, with every default filled in.
///
/// @param device what is read
/// @param refid its name, 1 to 4 characters; no two clocks have the same
/// @param lock the name of the clock that tells which second a pulse marks; empty for none
/// @param clock how its readings are judged
/// @param selection how far it is believed
/// @param minSamples kept at least
/// @param maxSamples kept at most; 0 for no limit
/// @param maxUnreachable polls without a reading after which it may no longer stay selected
public record RefclockLine(
    Device device,
    String refid,
    String lock,
    ReferenceClockOptions clock,
    SelectionOptions selection,
    int minSamples,
    int maxSamples,
    int maxUnreachable) {

  /// What is read.
  public sealed interface Device {

    /// `SHM`: shared memory in which another program leaves samples.
    ///
    /// @param mode permission bits where it does not exist yet
    record SharedMemory(int unit, int mode) implements Device {}

    /// `SOCK`: a Unix datagram socket to which other programs send samples.
    record Socket(String path) implements Device {}

    /// `PHC`: the clock of a network card.
    ///
    /// @param device its file, or the name of a network interface
    /// @param latched whether the hardware may read both clocks at one moment, where it can
    record Hardware(String device, boolean latched) implements Device {}

    /// `PPS`: a line that pulses.
    ///
    /// @param clear whether the end of a pulse counts instead of its beginning
    record Pulses(String device, boolean clear) implements Device {}
  }

  /// Whether only the fraction of the second comes from it.
  public boolean isPulse() {
    return device instanceof Device.Pulses || clock.pulse();
  }

  /// Whether our own clock has to tell which second its pulses mark.
  public boolean isUnlockedPulse() {
    return isPulse() && lock.isEmpty();
  }
}
