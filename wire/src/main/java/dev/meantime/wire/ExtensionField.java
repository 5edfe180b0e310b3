// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.util.Arrays;
import java.util.HexFormat;

/// An extension field of an NTPv4 packet (RFC 7822): a type, a length and a body padded to a
/// multiple of four octets.
///
/// @param type 16-bit field type
/// @param body the value with its padding, without the four octets of type and length
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record ExtensionField(int type, byte[] body) {

  public ExtensionField {
    if (type < 0 || type > 0xffff) {
      throw new IllegalArgumentException("field type " + type);
    }
    if (body.length % 4 != 0 || body.length < 12 || body.length > 0xffff - 4) {
      throw new IllegalArgumentException("field body of " + body.length + " octets");
    }
  }

  /// Octets on the wire, header included.
  public int length() {
    return body.length + 4;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtensionField that
        && type == that.type
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return String.format(
        "ExtensionField[type=%04x, body=%s]", type, HexFormat.of().formatHex(body));
  }
}
