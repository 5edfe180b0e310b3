// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

/// A control message that asks.
///
/// @param version of NTP, 1 to 4; the answer has the same
/// @param opcode as on the wire, 0 to 31
/// @param sequence comes back with the answer
/// @param associationId 0 for the system, else one source's
/// @param text its data; one character for each octet
record NtpqRequest(int version, int opcode, int sequence, int associationId, String text) {

  NtpqOpcode meaning() {
    return NtpqOpcode.of(opcode);
  }
}
