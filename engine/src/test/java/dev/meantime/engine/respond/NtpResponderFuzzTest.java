// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.meantime.crypto.KeyRing;
import java.nio.ByteBuffer;
import java.util.List;

/// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
class NtpResponderFuzzTest {

  private static final long RECEIVED = 1_700_000_000_123_456_789L;
  private static final long LOCAL = (0xffffL << 32) | 0x7f00_0001;

  @FuzzTest
  void aReplyIsNeverLongerThanItsRequestAndAlwaysAnAnswer(byte[] data) {
    AccessTable everybody =
        AccessTable.of(List.of(new AccessTable.Rule(0, 0xffffL << 32, 96, true, false)));
    ServerView view =
        new ServerView(
            new FixedClock(0),
            everybody,
            AddressSet.EMPTY,
            AddressSet.EMPTY,
            false,
            true,
            true,
            FixedClock.SCALE,
            0);
    NtpResponder responder =
        new NtpResponder(
            new ResponderOptions(-20, RateLimit.NONE, 4096), new KeyRing(List.of()), view, 1);
    responder.begin(view, RECEIVED);
    ByteBuffer buffer = ByteBuffer.allocate(data.length + 8);
    buffer.put(0, data);
    int length = responder.respond(buffer, 0, data.length, 0, LOCAL, 999, 0, LOCAL, RECEIVED);
    boolean handedOver = length == NtpResponder.HAND_OVER;
    assertThat(handedOver || (length >= 0 && length <= data.length)).isTrue();
    if (handedOver) {
      boolean ofNtpq = (data[0] & 7) == 6 && (data[1] & 0xe0) == 0;
      boolean ofDomainMember = (data[0] & 0x38) == 0x18;
      assertThat(ofNtpq || (ofDomainMember && data.length == 68)).isTrue();
      byte[] left = new byte[data.length];
      buffer.get(0, left);
      assertThat(left).isEqualTo(data);
    }
    if (length > 0) {
      responder.depart(buffer, 0, responder.departure(), RECEIVED + 9);
      int request = data[0] & 7;
      int reply = buffer.get(0) & 7;
      assertThat(reply).isEqualTo(request == 1 ? 2 : 4);
      assertThat(request == 0 || request == 1 || request == 3).isTrue();
    }
  }
}
