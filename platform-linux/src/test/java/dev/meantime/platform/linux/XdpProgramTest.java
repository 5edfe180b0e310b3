// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Has the kernel verify the program and run it over frames. Needs root.
final class XdpProgramTest {

  private static final int IP = 14;
  private static final int UDP_4 = IP + 20;
  private static final int NTP_4 = UDP_4 + 8;
  private static final int UDP_6 = IP + 40;
  private static final int NTP_6 = UDP_6 + 8;

  private final Arena arena = Arena.ofConfined();
  private final BpfObjects objects = new BpfObjects(arena);
  private final SocketCalls calls = new SocketCalls(arena);
  private int queues;
  private int addresses;
  private int program;
  private int socket;

  @BeforeEach
  void load() throws IOException {
    queues = objects.map(XdpAbi.BPF_MAP_TYPE_XSKMAP, 4, 4, 1);
    addresses = objects.map(XdpAbi.BPF_MAP_TYPE_HASH, XdpProgram.KEY, XdpProgram.VALUE, 8);
    MemorySegment code = XdpProgram.of(queues, addresses, arena);
    assertThat(objects.complaint(code)).isEmpty();
    program = objects.load(code);
    know("00000000000000000000ffffc0000201");
    know("20010db8000000000000000000000001");
    socket = calls.socket(XdpAbi.AF_XDP, XdpAbi.SOCK_RAW | Abi.SOCK_CLOEXEC, 0);
    assertThat(socket).isPositive();
    MemorySegment value = arena.allocate(4, 4);
    value.set(ValueLayout.JAVA_INT, 0, socket);
    objects.put(queues, arena.allocate(4, 4), value);
  }

  private void know(String address) throws IOException {
    objects.put(
        addresses,
        octets(HexFormat.of().parseHex(address)),
        octets(HexFormat.of().parseHex(XdpFrames.SERVER_MAC + "2b73")));
  }

  @AfterEach
  void close() {
    for (int descriptor : new int[] {socket, program, addresses, queues}) {
      var _ = calls.close(descriptor);
    }
    arena.close();
  }

  private MemorySegment octets(byte[] octets) {
    return arena.allocate(octets.length, 8).copyFrom(MemorySegment.ofArray(octets));
  }

  private boolean isTaken(byte[] frame) throws IOException {
    int result = objects.run(program, octets(frame));
    assertThat(result).isIn(XdpAbi.XDP_PASS, XdpAbi.XDP_REDIRECT);
    return result == XdpAbi.XDP_REDIRECT;
  }

  @Test
  void takesPlainRequests() throws IOException {
    assertThat(isTaken(XdpFrames.ipv4())).isTrue();
    assertThat(isTaken(XdpFrames.ipv6())).isTrue();
  }

  @Test
  void leavesThemWhereTheQueueHasNoSocket() throws IOException {
    int empty = objects.map(XdpAbi.BPF_MAP_TYPE_XSKMAP, 4, 4, 1);
    int other = objects.load(XdpProgram.of(empty, addresses, arena));
    assertThat(objects.run(other, octets(XdpFrames.ipv4()))).isEqualTo(XdpAbi.XDP_PASS);
    var _ = calls.close(other);
    var _ = calls.close(empty);
  }

  @Test
  void leavesAddressesThatAreNoLongerKnown() throws IOException {
    objects.remove(addresses, octets(HexFormat.of().parseHex("00000000000000000000ffffc0000201")));
    assertThat(isTaken(XdpFrames.ipv4())).isFalse();
    assertThat(isTaken(XdpFrames.ipv6())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x03, the frame is for another interface",
    "5, 0x02, the frame is for another interface",
    "12, 0x81, VLAN or an unknown protocol",
    "13, 0x06, ARP",
    "14, 0x46, IPv4 with options",
    "14, 0x65, not IPv4",
    "17, 0x4d, a total length that is not the request's",
    "20, 0x20, more fragments",
    "21, 0x01, a later fragment",
    "23, 0x06, TCP",
    "25, 0x00, a wrong header checksum",
    "26, 0x00, from this network",
    "26, 0x7f, from loopback",
    "26, 0xe0, from a multicast group",
    "26, 0xff, from everybody",
    "33, 0x02, to another address",
    "37, 0x35, to another port",
    "39, 0x37, a UDP length that is not the request's",
    "42, 0x24, a reply",
    "42, 0x26, a control message",
    "42, 0x25, a broadcast",
    "42, 0x21, from a peer",
    "42, 0x03, version 0",
    "42, 0x2b, version 5",
    "42, 0x3b, version 7",
    "73, 0x01, perhaps interleaved"
  })
  void leavesWhatIsNotPlainInIpv4(int at, String value, String reason) throws IOException {
    assertThat(isTaken(XdpFrames.with(XdpFrames.ipv4(), at, Integer.decode(value))))
        .as(reason)
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0x01, the frame is for another interface",
    "14, 0x40, not IPv6",
    "19, 0x39, a payload length that is not the request's",
    "20, 0x00, an extension header",
    "20, 0x2c, a fragment",
    "22, 0xff, from a multicast group",
    "53, 0x02, to another address",
    "57, 0x35, to another port",
    "59, 0x37, a UDP length that is not the request's",
    "62, 0x24, a reply",
    "62, 0x03, version 0",
    "62, 0x2b, version 5",
    "93, 0xff, perhaps interleaved"
  })
  void leavesWhatIsNotPlainInIpv6(int at, String value, String reason) throws IOException {
    assertThat(isTaken(XdpFrames.with(XdpFrames.ipv6(), at, Integer.decode(value))))
        .as(reason)
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "::ffff:0:1"})
  void leavesIpv6SendersThatCannotBe(String from) throws IOException {
    byte[] frame = XdpFrames.ipv6(InetAddress.ofLiteral(from), XdpFrames.request());
    assertThat(isTaken(frame)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0x0b", "0x13", "0x1b", "0x23", "0xe3"})
  void takesAllVersionsAndLeapIndicators(String first) throws IOException {
    byte[] frame = XdpFrames.ipv4();
    assertThat(isTaken(XdpFrames.with(frame, NTP_4, Integer.decode(first)))).isTrue();
  }

  @Test
  void doesNotLookForInterleavedRequestsInOlderVersions() throws IOException {
    byte[] frame = XdpFrames.with(XdpFrames.ipv6(), NTP_6, 0x1b);
    assertThat(isTaken(XdpFrames.with(frame, NTP_6 + 31, 0x01))).isTrue();
  }

  @Test
  void ignoresWhatDoesNotMatter() throws IOException {
    byte[] frame = XdpFrames.ipv4();
    assertThat(isTaken(XdpFrames.with(frame, 15, 0xb8))).as("service class").isTrue();
    assertThat(isTaken(XdpFrames.with(frame, 20, 0x00))).as("may be fragmented").isTrue();
    assertThat(isTaken(XdpFrames.with(frame, 22, 0x01))).as("last hop").isTrue();
    assertThat(isTaken(XdpFrames.with(frame, UDP_4, 0x00))).as("low port").isTrue();
    assertThat(isTaken(Arrays.copyOf(frame, frame.length + 6))).as("padding").isTrue();
  }

  @Test
  void leavesOtherLengths() throws IOException {
    for (int length : new int[] {0, 12, 44, 47, 49, 52, 68, 72, 468}) {
      byte[] request = Arrays.copyOf(XdpFrames.request(), length);
      assertThat(isTaken(XdpFrames.ipv4(XdpFrames.CLIENT_4, request))).as("%s", length).isFalse();
      assertThat(isTaken(XdpFrames.ipv6(XdpFrames.CLIENT_6, request))).as("%s", length).isFalse();
    }
  }

  @Test
  void leavesFramesThatEndTooEarly() throws IOException {
    for (byte[] frame : new byte[][] {XdpFrames.ipv4(), XdpFrames.ipv6()}) {
      for (int length = 14; length < frame.length; length++) {
        assertThat(isTaken(Arrays.copyOf(frame, length))).as("%s octets", length).isFalse();
      }
    }
  }

  /// The fold of the header's sum has carries that only some headers show.
  @Test
  void knowsEveryRightChecksum() throws IOException {
    long seed = 20_261_126L;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] frame = XdpFrames.ipv4();
      frame[18] = (byte) random.nextInt();
      frame[19] = (byte) random.nextInt();
      frame[22] = (byte) random.nextInt();
      frame[27] = (byte) random.nextInt();
      frame[28] = (byte) random.nextInt();
      frame = XdpFrames.with(frame, 29, random.nextInt());
      assertThat(isTaken(frame)).as("seed %s, frame %s", seed, i).isTrue();
      frame[18 + random.nextInt(2)] ^= (byte) (1 << random.nextInt(8));
      assertThat(isTaken(frame)).as("seed %s, frame %s broken", seed, i).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesWrongUdpChecksumsToTheNetworkStack(boolean ipv4) throws IOException {
    byte[] frame = ipv4 ? XdpFrames.ipv4() : XdpFrames.ipv6();
    int right = ~XdpFrames.sumOfUdp(frame) & 0xffff;
    int pseudo = XdpFrames.pseudoSum(frame);
    List<Integer> taken = new ArrayList<>();
    for (int checksum = 0; checksum <= 0xffff; checksum++) {
      XdpFrames.putChecksum(frame, checksum);
      if (isTaken(frame)) {
        taken.add(checksum);
      }
    }
    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            ipv4 ? List.of(0, right, pseudo) : List.of(right, pseudo));
  }

  /// Judged by the slow sum of RFC 1071, over requests of all kinds that are damaged in one bit.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void knowsEveryRightUdpChecksum(boolean ipv4) throws IOException {
    long seed = 20_261_127L;
    Random random = new Random(seed);
    byte[] request = new byte[48];
    for (int i = 0; i < 4000; i++) {
      random.nextBytes(request);
      if (i % 3 == 0) {
        Arrays.fill(request, (byte) (i % 2 == 0 ? 0xff : 0));
      }
      request[0] = 0x1b;
      byte[] address = new byte[ipv4 ? 4 : 16];
      random.nextBytes(address);
      address[0] = 0x20;
      InetAddress client = InetAddress.getByAddress(address);
      byte[] frame = ipv4 ? XdpFrames.ipv4(client, request) : XdpFrames.ipv6(client, request);
      // A sum of zero and one of ones are the rare ones: half of the frames have them.
      int last = frame.length - 2;
      if (i % 2 == 0) {
        ByteBuffer octets = ByteBuffer.wrap(frame).putShort(last, (short) 0);
        octets.putShort(last, (short) (0xffff - XdpFrames.sumOfUdp(frame) - i / 2 % 2));
        int checksum = ~XdpFrames.sumOfUdp(frame) & 0xffff;
        XdpFrames.putChecksum(frame, checksum == 0 ? 0xffff : checksum);
      }
      assertThat(isTaken(frame)).as("seed %s, frame %s", seed, i).isTrue();
      int udp = XdpFrames.udp(frame);
      int at = random.nextInt(udp + 9, frame.length);
      frame[at] ^= (byte) (1 << random.nextInt(8));
      assertThat(isTaken(frame)).as("seed %s, frame %s broken at %s", seed, i, at).isFalse();
      XdpFrames.putChecksum(frame, XdpFrames.pseudoSum(frame));
      assertThat(isTaken(frame)).as("seed %s, frame %s open", seed, i).isTrue();
    }
  }
}
