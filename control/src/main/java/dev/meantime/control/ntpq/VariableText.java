// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import java.nio.charset.StandardCharsets;

/// Writes `name=value` items as ntpd does: separated by commas, on lines that stay below 72
/// columns. Confined to its user.
final class VariableText {

  private static final int LINE = 72;

  private final StringBuilder text = new StringBuilder();
  private int lineStart;

  void add(String name, String value) {
    String item = name + "=" + value;
    if (!text.isEmpty()) {
      if (text.length() - lineStart + 2 + item.length() >= LINE) {
        text.append(",\r\n");
        lineStart = text.length();
      } else {
        text.append(", ");
      }
    }
    text.append(item);
  }

  /// Octets so far.
  int length() {
    return text.length();
  }

  byte[] octets() {
    return text.isEmpty() ? new byte[0] : (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
