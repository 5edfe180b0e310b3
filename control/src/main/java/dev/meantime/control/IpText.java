// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.net.InetAddress;

/// IP addresses as people write them. Java itself never shortens IPv6.
final class IpText {

  private static final int GROUPS = 8;

  private IpText() {}

  /// IPv6 as in RFC 5952: lower case, the first longest run of at least two zero groups left out.
  static String of(InetAddress address) {
    byte[] octets = address.getAddress();
    return octets.length == 4 ? dotted(octets, 0) : shortened(octets);
  }

  private static String shortened(byte[] octets) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((octets[2 * i] & 255) << 8) | (octets[2 * i + 1] & 255);
    }
    int[] run = longestZeroRun(groups);
    // The old IPv4-compatible form; the mapped one cannot occur in Java.
    boolean compatible = run[0] == 0 && run[1] == 6;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == run[0]) {
        text.append(i == 0 ? "::" : ":");
        i += run[1] - 1;
        continue;
      }
      if (compatible) {
        return text.append(dotted(octets, 12)).toString();
      }
      text.append(Integer.toHexString(groups[i]));
      if (i < GROUPS - 1) {
        text.append(':');
      }
    }
    return text.toString();
  }

  /// Where the run starts (−1 for none) and how long it is.
  private static int[] longestZeroRun(int[] groups) {
    int[] best = {-1, 1};
    for (int start = 0; start < GROUPS; start++) {
      int length = 0;
      while (start + length < GROUPS && groups[start + length] == 0) {
        length++;
      }
      if (length > best[1]) {
        best = new int[] {start, length};
      }
    }
    return best;
  }

  private static String dotted(byte[] octets, int from) {
    return (octets[from] & 255)
        + "."
        + (octets[from + 1] & 255)
        + "."
        + (octets[from + 2] & 255)
        + "."
        + (octets[from + 3] & 255);
  }
}
