// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FramesTest {

  private static final int AT = 6;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void turnsARequestIntoItsReply(boolean ipv4) {
    byte[] frame = ipv4 ? XdpFrames.ipv4() : XdpFrames.ipv6();
    ByteBuffer octets = ByteBuffer.allocate(frame.length + AT).put(AT, frame);
    assertThat(Frames.isIpv4(octets, AT)).isEqualTo(ipv4);
    assertThat(Frames.turn(octets, AT, ipv4, 48, 0xb8)).isEqualTo(frame.length);
    String expected =
        ipv4
            ? "020000000002 020000000001 0800"
                + "45b8004c 00004000 4011b637 c0000201 c000024d"
                + "2b739c41 0038"
            : "020000000002 020000000001 86dd"
                + "6b800000 00381140 20010db8000000000000000000000001"
                + "20010db8000000000000000000000077"
                + "2b739c41 0038";
    byte[] reply = Arrays.copyOfRange(octets.array(), AT, AT + frame.length);
    String text = HexFormat.of().formatHex(reply);
    String headers = expected.replace(" ", "");
    if (ipv4) {
      assertThat(XdpFrames.ones(Arrays.copyOfRange(reply, 14, 34))).isEqualTo(0xffff);
      // Its checksum is judged above.
      headers = headers.substring(0, 48) + text.substring(48, 52) + headers.substring(52);
    }
    assertThat(text).startsWith(headers).endsWith("23" + "00".repeat(47));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyChecksumIsRightAndNoneIsMissing(boolean ipv4) {
    long seed = 7_042L;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      byte[] request = new byte[i % 49];
      random.nextBytes(request);
      byte[] frame =
          ipv4
              ? XdpFrames.ipv4(XdpFrames.CLIENT_4, request)
              : XdpFrames.ipv6(XdpFrames.CLIENT_6, request);
      Frames.turn(ByteBuffer.wrap(frame), 0, ipv4, request.length, 0);
      int addresses = ipv4 ? 14 + 12 : 14 + 8;
      byte[] summed = Arrays.copyOfRange(frame, addresses, frame.length);
      int udp = ipv4 ? 8 : 32;
      // The pseudo-header's length and protocol.
      int sum = XdpFrames.ones(summed) + 17 + 8 + request.length;
      sum = (sum & 0xffff) + (sum >>> 16);
      assertThat(sum).as("seed %s, frame %s", seed, i).isEqualTo(0xffff);
      assertThat(summed[udp + 6] | summed[udp + 7]).as("seed %s, frame %s", seed, i).isNotZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChecksumOfZeroIsSentAsOnes(boolean ipv4) {
    byte[] request = new byte[48];
    for (int i = 0; i < 0x1_0000; i++) {
      ByteBuffer.wrap(request).putShort(40, (short) i);
      byte[] frame =
          ipv4
              ? XdpFrames.ipv4(XdpFrames.CLIENT_4, request)
              : XdpFrames.ipv6(XdpFrames.CLIENT_6, request);
      ByteBuffer octets = ByteBuffer.wrap(frame);
      Frames.turn(octets, 0, ipv4, 48, 0);
      assertThat(octets.getShort(Frames.udp(0, ipv4) + 6)).as("%s", i).isNotZero();
    }
  }
}
