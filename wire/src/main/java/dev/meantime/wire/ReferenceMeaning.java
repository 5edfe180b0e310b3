// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// What a reference ID says in a packet of a known stratum (RFC 5905 §7.3).
public sealed interface ReferenceMeaning {

  /// All zero: the sender has no reference, or does not tell.
  record Unspecified() implements ReferenceMeaning {}

  /// Stratum 0: service is refused or limited.
  record Kiss(KissCode code, ReferenceId id) implements ReferenceMeaning {}

  /// Stratum 1: the reference clock's name, one to four ASCII characters such as `GPS` or `PPS`.
  record Clock(String name) implements ReferenceMeaning {}

  /// An address in 127/8: the server follows its own clock (chrony's `local` is `7F7F0101`, its
  /// served smoothed time `7F7F01FF`) or a reference clock that ntpd numbers 127.127.t.u.
  record Local(ReferenceId id) implements ReferenceMeaning {}

  /// The server's source: its IPv4 address, or the first four octets of the MD5 of its IPv6
  /// address. The octets do not tell which.
  record Upstream(ReferenceId id) implements ReferenceMeaning {}
}
