// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SocketAddressesTest {

  private final MemorySegment segment = Arena.ofAuto().allocate(SocketAddresses.ROOM, 8);

  @Test
  void ipv4IsInNetworkOrder() throws IOException {
    SocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0x1234);
    assertThat(SocketAddresses.encode("call", address, segment)).isEqualTo(16);
    // Family in the machine's order, then port and address in the network's, then zeros.
    assertThat(hex(16)).isEqualTo("02001234c00002010000000000000000");
  }

  @Test
  void ipv6KeepsTheScopeOfALinkLocalAddress() throws IOException {
    InetAddress scoped =
        Inet6Address.getByAddress(null, InetAddress.ofLiteral("fe80::1").getAddress(), 7);
    assertThat(SocketAddresses.encode("call", new InetSocketAddress(scoped, 123), segment))
        .isEqualTo(28);
    assertThat(hex(28))
        .isEqualTo(
            "0a00" + "007b" + "00000000" + "fe80000000000000" + "0000000000000001" + "07000000");
    InetSocketAddress decoded = (InetSocketAddress) SocketAddresses.decode(segment, 28);
    assertThat(((Inet6Address) decoded.getAddress()).getScopeId()).isEqualTo(7);
  }

  @Test
  void everyAddressSurvivesTheWayThereAndBack() throws IOException {
    for (SocketAddress address :
        List.of(
            new InetSocketAddress(InetAddress.ofLiteral("203.0.113.9"), 65_535),
            new InetSocketAddress(InetAddress.ofLiteral("2001:db8::9"), 123),
            UnixDomainSocketAddress.of("/run/meantime/meantimed.sock"),
            UnixDomainSocketAddress.of("/" + "x".repeat(106)))) {
      int length = SocketAddresses.encode("call", address, segment);
      assertThat(SocketAddresses.decode(segment, length)).isEqualTo(address);
    }
  }

  @Test
  void abstractNameCountsAsNone() {
    segment.set(ValueLayout.JAVA_SHORT, 0, (short) Abi.AF_UNIX);
    segment.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
    segment.set(ValueLayout.JAVA_BYTE, 3, (byte) 'x');
    assertThat(SocketAddresses.decode(segment, 4)).isEqualTo(UnixDomainSocketAddress.of(""));
    assertThat(SocketAddresses.decode(segment, 2)).isEqualTo(UnixDomainSocketAddress.of(""));
    assertThat(SocketAddresses.decode(segment, 0)).isEqualTo(UnixDomainSocketAddress.of(""));
  }

  @Test
  void refusesAnUnresolvedName() {
    SocketAddress address = InetSocketAddress.createUnresolved("ntp.example", 123);
    assertThatThrownBy(() -> SocketAddresses.encode("call", address, segment))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cannotAnswerANamelessSender() {
    assertThatThrownBy(
            () -> SocketAddresses.encode("sendto", UnixDomainSocketAddress.of(""), segment))
        .hasMessage("sendto: EDESTADDRREQ (Destination address required)");
  }

  private String hex(int length) {
    return HexFormat.of().formatHex(segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }
}
