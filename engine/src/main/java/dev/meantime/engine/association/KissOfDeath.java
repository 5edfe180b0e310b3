// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.ReferenceId;
import java.util.Set;

/// Recognises a kiss of death (RFC 5905 §7.4): stratum 0, leap unsynchronised, and four letters
/// that say why. None of its timestamps may be used.
final class KissOfDeath {

  static final ReferenceId RATE = ReferenceId.ofText("RATE");

  private static final Set<String> CODES =
      Set.of(
          "ACST", "AUTH", "AUTO", "BCST", "CRYP", "DENY", "DROP", "RSTR", "INIT", "MCST", "NKEY",
          "NTSN", "RATE", "RMOT", "STEP");

  private KissOfDeath() {}

  /// Whether it is one. Unknown codes are not: such an answer is merely unsynchronised.
  static boolean is(NtpPacket packet) {
    return packet.stratum() == 0
        && packet.leap() == LeapIndicator.UNSYNCHRONISED
        && CODES.contains(packet.referenceId().text());
  }
}
