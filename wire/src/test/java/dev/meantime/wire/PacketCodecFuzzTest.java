// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
class PacketCodecFuzzTest {

  @FuzzTest
  void decodeNeverThrowsAndEncodesBack(byte[] data) {
    decodesToItself(data);
  }

  /// Whether the octets are a packet; if they are, they must come back unchanged.
  static boolean decodesToItself(byte[] data) {
    return switch (PacketCodec.decode(data, data.length)) {
      case Decoded.Malformed malformed -> false;
      case Decoded.Packet(NtpPacket packet, int macOffset) -> {
        assertThat(PacketCodec.encode(packet)).isEqualTo(data);
        assertThat(macOffset).isEqualTo(data.length - packet.mac().length());
        yield true;
      }
    };
  }
}
