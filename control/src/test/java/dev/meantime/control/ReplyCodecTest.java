// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyCodecTest {

  private static final int SEQUENCE = 0x0102_0304;

  private static final ClientAccessReport OTHER_CLIENT =
      new ClientAccessReport(
          FixedTarget.ip("192.0.2.7"),
          ClientAccessReport.Use.NONE,
          ClientAccessReport.Use.NONE,
          new ClientAccessReport.Use(1, 0, 127, 0),
          127);

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
        Samples.AUTH,
        Samples.SMOOTHING,
        Samples.SERVER_STATS,
        new ClientAccessPage(16, 4_000_000_000L, List.of()),
        new ClientAccessPage(4096, 8, List.of(Samples.CLIENT, OTHER_CLIENT)));
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
  void laysOutServerStats() {
    assertThat(HexFormat.of().formatHex(encode(Samples.SERVER_STATS), 28, 196))
        .isEqualTo(
            "0000010000000000" // NTP hits
                + "0000000000000002" // NTS-KE hits
                + "0000000000000003" // command hits
                + "0000000000000004" // NTP drops
                + "0000000000000005" // NTS-KE drops
                + "0000000000000006" // command drops
                + "0000000000000007" // log drops
                + "0000000000000008" // authenticated
                + "0000000000000009" // interleaved
                + "000000000000000a" // timestamps
                + "000000000000000b" // their span
                + "000000000000000c" // daemon RX
                + "000000000000000d" // daemon TX
                + "000000000000000e" // kernel RX
                + "000000000000000f" // kernel TX
                + "0000000000000010" // hardware RX
                + "0000000000000011" // hardware TX
                + "ff".repeat(32));
  }

  @Test
  void laysOutServerStatsForOlderClients() {
    byte[] data =
        ReplyCodec.encode(54, SEQUENCE, ControlStatus.SUCCESS, Samples.SERVER_STATS, true);
    assertThat(data).hasSize(72);
    assertThat(data[7]).isEqualTo((byte) 24);
    assertThat(HexFormat.of().formatHex(data, 28, 40))
        .isEqualTo("ffffffff" + "00000002" + "00000003");
    assertThat(HexFormat.of().formatHex(data, 64, 72)).isEqualTo("0000000a" + "0000000b");
    var answer =
        (DecodedReply.Answer)
            ReplyCodec.decode(data, data.length, RequestCode.SERVER_STATS, SEQUENCE);
    ServerStatsReport report = (ServerStatsReport) answer.body();
    assertThat(report.timestamps()).isEqualTo(10);
    assertThat(report.kernel().isKnown()).isFalse();
  }

  @Test
  void laysOutClients() {
    byte[] data = encode(new ClientAccessPage(4096, 8, List.of(Samples.CLIENT)));
    assertThat(data).hasSize(520);
    assertThat(HexFormat.of().formatHex(data, 28, 100))
        .isEqualTo(
            "00001000" // places
                + "00000008" // next
                + "00000001" // clients
                + "20010db8000000000000000000000007"
                + "00020000" // IPv6
                + "ee6b2800" // NTP hits
                + "00000001" // NTS-KE hits
                + "00000000" // command hits
                + "00000003" // NTP drops
                + "00000004" // NTS-KE drops
                + "00000000" // command drops
                + "06" // NTP interval
                + "fc" // NTS-KE interval
                + "7f" // command interval: unknown
                + "fa" // NTP interval when dropped
                + "00000011" // NTP age
                + "00000e10" // NTS-KE age
                + "ffffffff"); // command age: never
    assertThat(java.util.Arrays.copyOfRange(data, 100, 520)).containsOnly(0);
  }

  @Test
  void readsNoMoreClientsThanFit() {
    byte[] data = encode(new ClientAccessPage(4096, 8, List.of(Samples.CLIENT)));
    data[36] = -1;
    var answer =
        (DecodedReply.Answer) ReplyCodec.decode(data, data.length, RequestCode.TRACKING, SEQUENCE);
    assertThat(((ClientAccessPage) answer.body()).clients()).hasSize(8);
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
