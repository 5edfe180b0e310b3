// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.meantime.daemon.SigningMessages.Answer;
import java.util.Arrays;

/// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
class SigningMessagesFuzzTest {

  private static final int LONGEST = 68;

  @FuzzTest
  void anAnswerIsNonsenseARefusalOrThePacketWithMoreBehindIt(byte[] data) {
    byte[] packet = new byte[48];
    switch (SigningMessages.answer(data, 0, packet, LONGEST)) {
      case Answer.Signed(byte[] signed) -> {
        assertThat(signed.length).isBetween(packet.length + 1, LONGEST);
        assertThat(Arrays.copyOf(signed, packet.length)).isEqualTo(packet);
      }
      case Answer.NotSigned() -> assertThat(data.length).isGreaterThanOrEqualTo(12);
      case Answer.Nonsense(String what) -> assertThat(what).isNotEmpty();
    }
  }
}
