// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyCodecTest {

  private static final int SEQUENCE = 0x0102_0304;

  static Stream<ControlReply> replies() {
    return Stream.of(
        new ControlReply.Empty(),
        new ControlReply.SourceCount(17),
        new ControlReply.SourceName("time.example"),
        Samples.TRACKING,
        Samples.SOURCE,
        Samples.STATS,
        Samples.ACTIVITY,
        Samples.SELECT,
        Samples.NTP_DATA,
        Samples.AUTH);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void comesBackAsItWasSent(ControlReply reply) {
    byte[] data = encode(reply);
    assertThat(ReplyCodec.decode(data, data.length, RequestCode.TRACKING, SEQUENCE))
        .isEqualTo(new DecodedReply.Answer(0, reply));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void noticesAMissingEnd(ControlReply reply) {
    byte[] data = encode(reply);
    DecodedReply expected =
        data.length == ReplyCode.HEADER_LENGTH
            ? new DecodedReply.Foreign()
            : new DecodedReply.Truncated();
    assertThat(ReplyCodec.decode(data, data.length - 1, RequestCode.TRACKING, SEQUENCE))
        .isEqualTo(expected);
  }

  @Test
  void ignoresTheReplyToAnotherRequest() {
    byte[] data = encode(Samples.TRACKING);
    assertThat(ReplyCodec.decode(data, data.length, RequestCode.TRACKING, SEQUENCE + 1))
        .isEqualTo(new DecodedReply.Foreign());
    assertThat(ReplyCodec.decode(data, data.length, RequestCode.ACTIVITY, SEQUENCE))
        .isEqualTo(new DecodedReply.Foreign());
  }

  @Test
  void laysOutSourceData() {
    assertThat(HexFormat.of().formatHex(encode(Samples.SOURCE)))
        .isEqualTo(
            "06020000" // version, type
                + "0021" // command
                + "0003" // reply
                + "0000" // status
                + "000000000000"
                + "01020304" // sequence
                + "0000000000000000"
                + "20010db8000000000000000000000001" // address
                + "00020000" // IPv6
                + "fffa" // poll
                + "0002" // stratum
                + "0003" // jittery
                + "0001" // peer
                + "0000" // flags
                + "00ff" // reachability
                + "ffffffff" // never
                + "05400000" // measured: -1.5
                + "04a00000" // adjusted: 1.25
                + "fe800000"); // error: 0.125
  }

  @Test
  void leavesTheLaterTotalsOutForOlderClients() {
    byte[] data = ReplyCodec.encode(57, SEQUENCE, ControlStatus.SUCCESS, Samples.NTP_DATA, true);
    assertThat(data).hasSize(152);
    assertThat(data[7]).isEqualTo((byte) 16);
    assertThat(java.util.Arrays.copyOfRange(data, 140, 152)).containsOnly(0xff);
  }

  @Test
  void readsSecondsWithoutAHighHalf() {
    byte[] data = encode(Samples.TRACKING);
    System.arraycopy(HexFormat.of().parseHex("7fffffff0000000affffffff"), 0, data, 56, 12);
    var answer =
        (DecodedReply.Answer) ReplyCodec.decode(data, data.length, RequestCode.TRACKING, SEQUENCE);
    assertThat(((TrackingReport) answer.body()).referenceTime())
        .isEqualTo(new Timespec(10, 999_999_999));
  }

  private static byte[] encode(ControlReply reply) {
    return ReplyCodec.encode(33, SEQUENCE, ControlStatus.SUCCESS, reply, false);
  }
}
