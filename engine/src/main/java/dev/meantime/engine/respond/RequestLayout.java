// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.wire.NtpPacket;
import java.nio.ByteBuffer;

/// What follows a request's header: extension fields and a MAC, told apart as {@link
/// dev.meantime.wire.PacketCodec} does (RFC 7822 §7.5), without making anything of it.
final class RequestLayout {

  /// Result of {@link #macOffset}: this is not a well-formed packet.
  static final int MALFORMED = -1;

  /// Result of {@link #macOffset}: it has no MAC but fields of Network Time Security, which has its
  /// own keys.
  static final int SEALED = -2;

  /// Result of {@link #macOffset}: it asks for a signature in the extended form of MS-SNTP, which
  /// is longer than any MAC.
  static final int EXTENDED_MS_SNTP = -3;

  /// NTS's fields (RFC 8915 §5.3 to §5.6): unique identifier, cookie, placeholder, authenticator.
  private static final int NTS_FIRST = 0x0104;

  private static final int NTS_LAST = 0x0404;
  private static final int NTS_STEP = 0x0100;

  /// The longest packet that is looked at.
  static final int LONGEST = NtpPacket.HEADER_LENGTH + 1024 + 68;

  private static final int SHORTEST_MAC = 4 + 16;
  private static final int LONGEST_V4_MAC = 4 + 20;
  private static final int LONGEST_MAC = 4 + 64;
  private static final int SHORTEST_FIELD = 16;

  /// MS-SNTP has no other version.
  private static final int MS_SNTP_VERSION = 3;

  private static final int KEY_ID = 4;

  /// Octets of a key ID and of zeros in place of an MD5 digest.
  private static final int MS_SNTP = KEY_ID + 16;

  /// Flags after the key ID of the extended form, and its zeros.
  private static final int EXTENDED_FLAGS = 4;

  private static final int EXTENDED_MS_SNTP_LENGTH = KEY_ID + EXTENDED_FLAGS + 64;
  private static final int FIELD_HEADER = 4;

  private RequestLayout() {}

  /// Where the MAC begins, counted from the packet's start; the packet's length when it has none.
  ///
  /// @param length of the packet, at least a header's
  /// @param version 1 to 4
  static int macOffset(ByteBuffer buffer, int offset, int length, int version) {
    if (length > LONGEST) {
      return MALFORMED;
    }
    int position = NtpPacket.HEADER_LENGTH;
    boolean sealed = false;
    if (version == 4) {
      while (length - position > LONGEST_V4_MAC) {
        int type = buffer.getShort(offset + position) & 0xffff;
        int fieldLength = buffer.getShort(offset + position + 2) & 0xffff;
        if (fieldLength < SHORTEST_FIELD
            || fieldLength % FIELD_HEADER != 0
            || fieldLength > length - position) {
          return MALFORMED;
        }
        sealed |= isOfNts(type);
        position += fieldLength;
      }
    }
    int rest = length - position;
    boolean hasMac = rest >= SHORTEST_MAC && rest <= LONGEST_MAC;
    // Four zero octets say that a packet of ours could not be authenticated: no request does.
    if (rest != 0 && !hasMac) {
      return asksForExtendedSignature(buffer, offset, length, version)
          ? EXTENDED_MS_SNTP
          : MALFORMED;
    }
    return sealed && !hasMac ? SEALED : position;
  }

  /// Whether a request with a MAC has none in truth, but asks for a reply with one (MS-SNTP): the
  /// key ID, which is an account's RID, and zeros.
  ///
  /// @param macOffset what {@link #macOffset} said
  static boolean asksForSignature(
      ByteBuffer buffer, int offset, int length, int macOffset, int version) {
    int macAt = offset + macOffset;
    return version == MS_SNTP_VERSION
        && length - macOffset == MS_SNTP
        && buffer.getInt(macAt) != 0
        && (buffer.getLong(macAt + KEY_ID) | buffer.getLong(macAt + KEY_ID + Long.BYTES)) == 0;
  }

  private static boolean asksForExtendedSignature(
      ByteBuffer buffer, int offset, int length, int version) {
    int rest = length - NtpPacket.HEADER_LENGTH;
    int macAt = offset + NtpPacket.HEADER_LENGTH;
    if (version != MS_SNTP_VERSION
        || rest != EXTENDED_MS_SNTP_LENGTH
        || buffer.getInt(macAt) == 0) {
      return false;
    }
    long octets = 0;
    for (int i = KEY_ID + EXTENDED_FLAGS; i < rest; i += Long.BYTES) {
      octets |= buffer.getLong(macAt + i);
    }
    return octets == 0;
  }

  private static boolean isOfNts(int type) {
    return type >= NTS_FIRST && type <= NTS_LAST && (type - NTS_FIRST) % NTS_STEP == 0;
  }
}
