// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtpqResponderTest {

  private static final long NOW = 1_700_000_000_000_000_000L;
  private static final InetSocketAddress HERE =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 40_000);

  private final NtpqResponder responder = new NtpqResponder(new FixedNtpqTarget(), 7);
  private long monotonic = 5_000_000_000L;

  private List<byte[]> ask(int opcode, int association, String text) {
    ByteBuffer request = ByteBuffer.allocate(12 + ((text.length() + 3) & ~3));
    request.put((byte) 0xd6).put((byte) opcode).putShort((short) 0x1234).putShort((short) 0);
    request.putShort((short) association).putShort((short) 0).putShort((short) text.length());
    request.put(text.getBytes(StandardCharsets.US_ASCII));
    byte[] data = request.array();
    return responder.respond(data, data.length, HERE, new NtpqResponder.Arrival(NOW, monotonic));
  }

  private static String text(List<byte[]> parts) {
    StringBuilder text = new StringBuilder();
    for (byte[] part : parts) {
      int count = ByteBuffer.wrap(part).getShort(10);
      text.append(new String(part, 12, count, StandardCharsets.US_ASCII));
    }
    return text.toString();
  }

  private static int status(List<byte[]> parts) {
    return ByteBuffer.wrap(parts.getLast()).getShort(4) & 0xffff;
  }

  private static void isRefused(List<byte[]> parts, int code) {
    assertThat(parts).hasSize(1);
    assertThat(parts.getFirst()).hasSize(12);
    assertThat(parts.getFirst()[1] & 0xe0).isEqualTo(0xc0);
    assertThat(status(parts)).isEqualTo(code << 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 8, 9, 11, 31})
  void refusesWhatIsNotReading(int opcode) {
    isRefused(ask(opcode, 0, "leap=3"), 1);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    isRefused(ask(7, 0, ""), 3);
    isRefused(ask(13, 0, ""), 3);
    isRefused(ask(2, 99, ""), 4);
    isRefused(ask(2, 0, "leap,nosuchthing"), 5);
    isRefused(ask(4, 1, ""), 4);
  }

  @Test
  void tellsOnlyWhatWasAskedForInItsOrder() {
    assertThat(text(ask(2, 0, "stratum,leap"))).isEqualTo("stratum=3, leap=1\r\n");
    assertThat(text(ask(2, 0, "offset, tai"))).isEqualTo("offset=500.000000\r\n");
  }

  @Test
  void cutsALongAnswerIntoParts() {
    List<byte[]> parts = ask(2, 1, "");
    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(parts.getFirst()).hasSize(480);
    assertThat(parts.getFirst()[1] & 0x20).isEqualTo(0x20);
    assertThat(parts.getLast()[1] & 0x20).isZero();
    assertThat(text(parts)).startsWith("srcadr=2001:db8::1, ").contains("hmode=1", "reach=0xff");
  }

  @Test
  void listsAssociationsAsNumbersAndStatusWords() {
    List<byte[]> parts = ask(1, 0, "");
    assertThat(ByteBuffer.wrap(parts.getFirst()).getShort(10)).isEqualTo((short) 4);
    assertThat(ByteBuffer.wrap(parts.getFirst()).getShort(12)).isEqualTo((short) 1);
    assertThat(status(ask(0, 1, "")))
        .isEqualTo(ByteBuffer.wrap(parts.getFirst()).getShort(14) & 0xffff);
  }

  @Test
  void showsTheClientsOnlyToWhoHasAFreshNonce() {
    assertThat(ask(10, 0, "nonce=n0, frags=32")).isEmpty();
    String nonce = text(ask(12, 0, "")).strip();
    assertThat(nonce).startsWith("nonce=n");
    assertThat(text(ask(10, 0, nonce + ", frags=32")))
        .contains("addr.0=[2001:db8::1]:0", "addr.7=[2001:db8::8]:0", "now=0x");
    isRefused(ask(10, 0, nonce), 6);
    isRefused(ask(10, 0, nonce + ", frags=2, addr.0=10.0.0.1:0, last.0=0x1.0"), 5);
    monotonic += 17_000_000_000L;
    assertThat(ask(10, 0, nonce + ", frags=32")).isEmpty();
  }

  @Test
  void resumesBehindWhatTheAskerHas() {
    String nonce = text(ask(12, 0, "")).strip();
    String first = text(ask(10, 0, nonce + ", limit=1")).replace("\r\n", " ");
    assertThat(first).doesNotContain("addr.1=", "now=");
    String last = first.replaceAll(".*last\\.0=([^, ]*).*", "$1");
    String rest = text(ask(10, 0, nonce + ", frags=32, addr.0=[2001:db8::1]:0, last.0=" + last));
    assertThat(rest)
        .startsWith("last.older=" + last)
        .contains("addr.0=[2001:db8::2]:0", "addr.6=[2001:db8::8]:0", "now=0x")
        .doesNotContain("addr.7=");
  }
}
