// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static dev.meantime.control.FixedTarget.ip;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestCodecTest {

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

  @ParameterizedTest
  @MethodSource("requests")
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
