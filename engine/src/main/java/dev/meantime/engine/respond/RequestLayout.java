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
      return MALFORMED;
    }
    return sealed && !hasMac ? SEALED : position;
  }

  private static boolean isOfNts(int type) {
    return type >= NTS_FIRST && type <= NTS_LAST && (type - NTS_FIRST) % NTS_STEP == 0;
  }
}
