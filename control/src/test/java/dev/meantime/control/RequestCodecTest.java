// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static dev.meantime.control.FixedTarget.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.serve.LocalReference;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestCodecTest {

  @Test
  void writesTheLocalReferenceAsChronycDoes() {
    // on_off, stratum, Float distance, orphan, Float activate, wait_synced, wait_unsynced.
    byte[] data =
        RequestCodec.encode(
            new ControlRequest.SetLocal(new LocalReference(true, 10, 1, true, 0.5, 0, 2)), 1, 0);
    assertThat(HexFormat.of().formatHex(data, 20, 48))
        .isEqualTo(
            "00000001"
                + "0000000a"
                + "04800000"
                + "00000001"
                + "02800000"
                + "00000000"
                + "06800000");
    assertThat(RequestCodec.code(new ControlRequest.SetLocal(LocalReference.OFF)).code())
        .isEqualTo(74);
  }

  @Test
  void readsTheLocalReferenceOfOlderClients() {
    // What chronyc 4.3 sends for `local stratum 5 distance 0.5 orphan`.
    byte[] data =
        HexFormat.of()
            .parseHex(
                "0601000000380000000000010000000000000000"
                    + "00000001"
                    + "00000005"
                    + "02800000"
                    + "00000001");
    assertThat(RequestCodec.decode(data, data.length))
        .isEqualTo(
            new DecodedRequest.Request(
                RequestCode.LOCAL2,
                1,
                new ControlRequest.SetLocal(
                    new LocalReference(true, 5, 0.5, true, 0, 0, LocalReference.ORPHAN_WAIT))));
  }

  private static final SourceFilter FILTER = new SourceFilter(ip("255.255.255.0"), ip("192.0.2.0"));

  static Stream<ControlRequest> requests() {
    return Stream.of(
        new ControlRequest.CountSources(),
        new ControlRequest.GetSource(3),
        new ControlRequest.GetTracking(),
        new ControlRequest.GetSourceStats(-1),
        new ControlRequest.GetActivity(),
        new ControlRequest.GetNtpData(ip("192.0.2.1"), true),
        new ControlRequest.GetNtpData(ip("2001:db8::1"), false),
        new ControlRequest.GetSourceName(new ControlAddress.Id(7)),
        new ControlRequest.GetAuthData(ControlAddress.UNSPECIFIED),
        new ControlRequest.GetSelectData(2),
        new ControlRequest.GetSmoothing(),
        new ControlRequest.ChangeSmoothing(SmoothingChange.ACTIVATE),
        new ControlRequest.ChangeSmoothing(SmoothingChange.RESET),
        new ControlRequest.ChangeSmoothing(SmoothingChange.UNKNOWN),
        new ControlRequest.SetLocal(new LocalReference(true, 7, 0.5, true, 0.25, 64, 300)),
        new ControlRequest.SetLocal(LocalReference.OFF),
        new ControlRequest.GetServerStats(false),
        new ControlRequest.GetServerStats(true),
        new ControlRequest.GetServerOutcomes(),
        new ControlRequest.GetClientAccesses(4_000_000_000L, 8, 3_000_000_000L, true),
        new ControlRequest.GetClientAccesses(0, 1, 0, false),
        new ControlRequest.CheckAccess(AccessService.NTP, ip("192.0.2.1")),
        new ControlRequest.CheckAccess(AccessService.COMMANDS, ip("2001:db8::1")),
        new ControlRequest.SetOnline(FILTER),
        new ControlRequest.SetOffline(SourceFilter.ALL),
        new ControlRequest.Burst(FILTER, 3, 5),
        new ControlRequest.Dump(),
        new ControlRequest.CycleLogs(),
        new ControlRequest.MakeStep(),
        new ControlRequest.Reselect(),
        new ControlRequest.SetMaxUpdateSkew(50),
        new ControlRequest.SetReselectDistance(0.5),
        new ControlRequest.SetMakeStep(-1, 0.125),
        new ControlRequest.Refresh(),
        new ControlRequest.Shutdown(),
        new ControlRequest.SetOnlineByRoute(),
        new ControlRequest.ResetSources(),
        new ControlRequest.ReloadSources());
  }

  static Stream<ControlRequest.ChangeAccess> changes() {
    return Stream.of(AccessService.values())
        .flatMap(service ->
            Stream.of(true, false)
                .flatMap(allow ->
                    Stream.of(true, false)
                        .map(all ->
                            new ControlRequest.ChangeAccess(
                                service, allow, all, ip("192.0.2.0"), 24))));
  }

  @ParameterizedTest
  @MethodSource({"requests", "changes"})
  void comesBackAsItWasSent(ControlRequest request) {
    byte[] data = RequestCodec.encode(request, 0x1234_5678, 2);
    assertThat(RequestCodec.decode(data, data.length))
        .isEqualTo(new DecodedRequest.Request(RequestCodec.code(request), 0x1234_5678, request));
  }

  @Test
  void laysOutTheHeaderAndPads() {
    byte[] data = RequestCodec.encode(new ControlRequest.GetSource(5), 0xCAFE_BABE, 1);
    assertThat(HexFormat.of().formatHex(data, 0, 28))
        .isEqualTo(
            "06010000"
                + "000f"
                + "0001"
                + "cafebabe"
                + "0000000000000000"
                + "00000005"
                + "00000000");
    assertThat(data).hasSize(76);
  }

  @Test
  void eachChangeOfAccessHasItsCode() {
    assertThat(changes().map(RequestCodec::code).map(RequestCode::code))
        .containsExactly(18, 17, 20, 19, 22, 21, 24, 23);
  }

  @Test
  void laysOutAChangeOfAccess() {
    var change =
        new ControlRequest.ChangeAccess(AccessService.NTP, true, false, ip("192.0.2.0"), 24);
    assertThat(HexFormat.of().formatHex(RequestCodec.encode(change, 0xCAFE_BABE, 0)))
        .isEqualTo(
            "06010000"
                + "0011" // allow
                + "0000"
                + "cafebabe"
                + "0000000000000000"
                + "c0000200000000000000000000000000"
                + "00010000" // IPv4
                + "00000018"); // bits
  }

  @Test
  void laysOutTheQuestionForClients() {
    byte[] data =
        RequestCodec.encode(new ControlRequest.GetClientAccesses(9, 8, 3, true), 0xCAFE_BABE, 0);
    assertThat(HexFormat.of().formatHex(data, 0, 36))
        .isEqualTo(
            "06010000"
                + "0044"
                + "0000"
                + "cafebabe"
                + "0000000000000000"
                + "00000009" // from
                + "00000008" // so many
                + "00000003" // with so many hits
                + "00000001"); // reset
    assertThat(data).hasSize(520);
  }

  @Test
  void askedForMoreClientsThanFitWantsWhatFits() {
    byte[] data = RequestCodec.encode(new ControlRequest.GetClientAccesses(0, 8, 0, false), 1, 0);
    data[24] = -1;
    assertThat(RequestCodec.decode(data, data.length))
        .isEqualTo(
            new DecodedRequest.Request(
                RequestCode.CLIENT_ACCESSES_BY_INDEX3,
                1,
                new ControlRequest.GetClientAccesses(0, 8, 0, false)));
  }

  @Test
  void looksLikeARequestOnlyWithItsHeader() {
    byte[] data = RequestCodec.encode(new ControlRequest.GetTracking(), 1, 0);
    assertThat(RequestCodec.isRequest(data, data.length)).isTrue();
    assertThat(RequestCodec.isRequest(data, 27)).isFalse();
    data[0] = 4;
    assertThat(RequestCodec.isRequest(data, data.length)).as("of any version").isTrue();
    data[3] = 1;
    assertThat(RequestCodec.isRequest(data, data.length)).isFalse();
  }

  @Test
  void namesWhatItDoesNotServe() {
    byte[] data = new byte[56];
    data[0] = 6;
    data[1] = 1;
    data[5] = 35;
    assertThat(RequestCodec.decode(data, data.length))
        .isEqualTo(
            new DecodedRequest.Request(
                RequestCode.RTCREPORT, 0, new ControlRequest.Unserved(RequestCode.RTCREPORT)));
  }
}
