// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.KissCode;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;

/// Recognises a kiss of death (RFC 5905 §7.4): stratum 0, leap unsynchronised, and a registered
/// code. None of its timestamps may be used.
final class KissOfDeath {

  private KissOfDeath() {}

  /// The code of a packet; {@link KissCode#UNKNOWN} when it is no kiss of death or an unregistered
  /// one, which is merely an unsynchronised answer.
  static KissCode codeOf(NtpPacket packet) {
    return packet.stratum() == 0 && packet.leap() == LeapIndicator.UNSYNCHRONISED
        ? KissCode.of(packet.referenceId())
        : KissCode.UNKNOWN;
  }
}
