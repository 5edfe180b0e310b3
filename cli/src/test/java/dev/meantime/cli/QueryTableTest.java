// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpServer;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.ReferenceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTableTest {

  private static final String A = "192.0.2.1";
  private static final String B = "192.0.2.2";

  @Test
  void layout() {
    QueryAnswer first =
        new QueryAnswer(
            "a.example (192.0.2.1)",
            List.of(
                Answers.usable(A, 0.0012345, 0.012, 0.0147),
                Answers.usable(A, 0.0022345, 0.022, 0.0197)));
    QueryAnswer second =
        new QueryAnswer(B, List.of(Answers.failed(B, new NtpResult.Cause.Timeout())));
    QueryAnswer third = new QueryAnswer(B, List.of(Answers.usable(B, -0.25, 0.0123456, 0.0009)));
    assertThat(QueryTable.of(List.of(first, second, third), false))
        .isEqualTo(
            """
            Server                     Offset    Delay   Jitter St   Leap       Reference Root delay Root disp. Root dist. Ref. age
            a.example (192.0.2.1)   +1.234 ms 12.00 ms 1.000 ms  2   none       192.0.2.1   15.62 ms   976.6 us   14.79 ms    100 s
              usable: the local clock agrees with it to within 14.70 ms
            192.0.2.2
              no answer: the server is down, does not serve us, or a firewall drops UDP port 123
            192.0.2.2               -250.0 ms 12.35 ms        -  2   none       192.0.2.1   15.62 ms   976.6 us   14.96 ms    100 s
              usable: the local clock is 250.0 ms ahead, give or take 900.0 us

            No majority: of 2 usable servers at most 1 agree.
            """);
  }

  @Test
  void withoutAnyMeasurementThereIsNoHeader() {
    assertThat(
            QueryTable.of(
                List.of(
                    new QueryAnswer(
                        "x", List.of(Answers.failed(A, new NtpResult.Cause.BadOrigin())))),
                true))
        .isEqualTo(
            """
            x
              only answers to questions that were never asked: a broken server, or a forger
            """);
  }

  @Test
  void verboseTellsEverySample() {
    QueryAnswer answer =
        new QueryAnswer(
            A,
            List.of(
                Answers.usable(A, 0.0012345, 0.012, 0.0147),
                Answers.failed(A, new NtpResult.Cause.Timeout())));
    assertThat(QueryTable.of(List.of(answer), true))
        .isEqualTo(
            """
            Server         Offset    Delay   Jitter St   Leap       Reference Root delay Root disp. Root dist. Ref. age
            192.0.2.1   +1.234 ms 12.00 ms        -  2   none       192.0.2.1   15.62 ms   976.6 us   14.79 ms    100 s
              usable: the local clock agrees with it to within 14.70 ms; 1 of 2 requests without a usable answer: timeout
                offset +1.234 ms (error at most 14.70 ms), delay 12.00 ms; version 4, poll 6, precision 2^-24 s, reference ID C0000201 (an IPv4 address, or the hash of an IPv6 one)
                sent 2026-01-02T03:04:04.990Z, received there 2026-01-02T03:04:05Z,
                answered 2026-01-02T03:04:05.000001Z, received here 2026-01-02T03:04:05.012Z after 22.00 ms
            """);
  }

  @Test
  void tellsWhatTheServerFollows() {
    assertThat(reference(1, ReferenceId.ofText("GPS"))).isEqualTo("GPS");
    assertThat(reference(2, new ReferenceId(0xC0000201))).isEqualTo("192.0.2.1");
    assertThat(reference(10, new ReferenceId(0x7F7F0101))).isEqualTo("127.127.1.1");
    assertThat(reference(0, ReferenceId.ofText("INIT"))).isEqualTo("INIT");
    assertThat(reference(0, new ReferenceId(0x01020304))).isEqualTo("01020304");
    assertThat(reference(16, ReferenceId.NONE)).isEqualTo("-");
  }

  @Test
  void everyLeapIndicatorHasItsWord() {
    assertThat(List.of(LeapIndicator.values()).stream().map(QueryTable::leap))
        .containsExactly("none", "insert", "delete", "unsync");
  }

  @Test
  void aClockThatWasNeverSetHasNoAge() {
    NtpServer server = Answers.server(A);
    NtpPacket packet = Answers.packet();
    NtpPacket never =
        new NtpPacket(
            packet.leap(),
            packet.version(),
            packet.mode(),
            packet.stratum(),
            packet.poll(),
            packet.precision(),
            packet.rootDelay(),
            packet.rootDispersion(),
            packet.referenceId(),
            NtpTimestamp.ZERO,
            packet.origin(),
            packet.receive(),
            packet.transmit(),
            packet.extensionFields(),
            packet.mac());
    NtpMeasurement measurement = Answers.measurement(server, never, 0, 0.01, 0.01);
    assertThat(QueryTable.referenceAge(measurement)).isEmpty();
    assertThat(
            QueryTable.of(
                List.of(new QueryAnswer(A, List.of(new NtpResult.Success(server, measurement)))),
                false))
        .contains("   never\n")
        .contains("        0 s 10.00 ms");
  }

  private static String reference(int stratum, ReferenceId id) {
    return QueryTable.reference(Answers.packet(LeapIndicator.NONE, stratum, id));
  }
}
