// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.association.PacketTests;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// The last valid answer of an NTP source (reply 26, or 16 for clients before chrony 4.6).
///
/// @param poll log2 s, from the packet
/// @param precision log2 s, from the packet
/// @param rootDelay seconds, from the packet
/// @param rootDispersion seconds, from the packet
/// @param offset seconds; unlike in the other reports positive when the local clock is *behind*
/// @param peerDelay round trip, seconds
/// @param peerDispersion seconds
/// @param responseTime of the server, seconds
/// @param jitterAsymmetry −0.5 to 0.5
/// @param transmitTimestamp who took it: `D` daemon, `K` kernel, `H` hardware
/// @param receiveTimestamp likewise
public record NtpDataReport(
    ControlAddress remoteAddress,
    ControlAddress localAddress,
    int remotePort,
    LeapIndicator leap,
    int version,
    int mode,
    int stratum,
    int poll,
    int precision,
    double rootDelay,
    double rootDispersion,
    ReferenceId referenceId,
    Timespec referenceTime,
    double offset,
    double peerDelay,
    double peerDispersion,
    double responseTime,
    double jitterAsymmetry,
    PacketTests tests,
    boolean interleaved,
    boolean authenticated,
    char transmitTimestamp,
    char receiveTimestamp,
    Totals totals)
    implements ControlReply {

  /// Packets exchanged with the source since it was added.
  ///
  /// @param valid answers that passed tests 1 to 5
  /// @param good answers that passed all tests
  public record Totals(
      long sent,
      long received,
      long valid,
      long good,
      long kernelSent,
      long kernelReceived,
      long hardwareSent,
      long hardwareReceived) {}
}
