// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// Packets for tests.
final class Packets {

  private Packets() {}

  /// Octets from hexadecimal text in which `;` starts a comment.
  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("(?m);.*$", "").replaceAll("\\s", ""));
  }

  static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    WireWriter out = new WireWriter(length);
    for (byte[] part : parts) {
      out.octets(part);
    }
    return out.toByteArray();
  }

  /// A well-formed packet with whatever fields and MAC its version allows.
  static NtpPacket random(SplittableRandom random) {
    int version = random.nextInt(1, 5);
    MacField mac =
        switch (random.nextInt(3)) {
          case 0 -> new MacField.None();
          case 1 -> new MacField.CryptoNak();
          default ->
              new MacField.Mac(
                  random.nextInt(), octets(random, 16 + 4 * random.nextInt(version == 4 ? 2 : 13)));
        };
    List<ExtensionField> fields = new ArrayList<>();
    for (int i = version == 4 ? random.nextInt(5) : 0; i > 0; i--) {
      int body = i == 1 ? 24 : 12;
      fields.add(
          new ExtensionField(
              random.nextInt(1 << 16), octets(random, body + 4 * random.nextInt(40))));
    }
    return new NtpPacket(
        LeapIndicator.of(random.nextInt()),
        version,
        Mode.of(random.nextInt()),
        random.nextInt(256),
        random.nextInt(-128, 128),
        random.nextInt(-128, 128),
        new NtpShort(random.nextInt()),
        new NtpShort(random.nextInt()),
        new ReferenceId(random.nextInt()),
        new NtpTimestamp(random.nextLong()),
        new NtpTimestamp(random.nextLong()),
        new NtpTimestamp(random.nextLong()),
        new NtpTimestamp(random.nextLong()),
        fields,
        mac);
  }

  private static byte[] octets(SplittableRandom random, int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }
}
