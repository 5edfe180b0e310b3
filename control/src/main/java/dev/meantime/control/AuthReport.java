// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// How an NTP source authenticates (reply 20).
///
/// @param keyType the key's or the AEAD's number in chrony's registry; 0 without authentication
/// @param keyId the symmetric key's; with NTS the number of key establishments that succeeded
/// @param keyLength bits
/// @param keAttempts NTS-KE attempts since the last success
/// @param lastKeAgo seconds since the last NTS-KE, {@link SourceReport#NEVER} without one
/// @param cookies kept
/// @param cookieLength octets
/// @param naks NTS NAKs received since the last NTS-KE
public record AuthReport(
    Mode mode,
    int keyType,
    long keyId,
    int keyLength,
    int keAttempts,
    long lastKeAgo,
    int cookies,
    int cookieLength,
    int naks)
    implements ControlReply {

  /// No authentication.
  public static final AuthReport NONE =
      new AuthReport(Mode.NONE, 0, 0, 0, 0, SourceReport.NEVER, 0, 0, 0);

  /// Kinds of authentication, in wire order.
  public enum Mode {
    NONE,
    SYMMETRIC,
    NTS;

    /// As in the packet.
    int code() {
      return ordinal();
    }
  }
}
