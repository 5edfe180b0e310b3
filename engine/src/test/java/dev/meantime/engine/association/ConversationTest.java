// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConversationTest {

  private final Conversation conversation = new Conversation();

  private void exchange(boolean ours, boolean theirs) {
    conversation.onSending(ours);
    conversation.onValid(theirs);
  }

  @Test
  void onePacketIsAnsweredOnce() {
    assertThat(conversation.isAwaiting()).isFalse();
    assertThat(conversation.onSending(false)).isFalse();
    assertThat(conversation.isAwaiting()).isTrue();
    conversation.onValid(false);
    assertThat(conversation.isAwaiting()).isFalse();
  }

  @Test
  void theSecondWithoutAnAnswerIsUnanswered() {
    assertThat(conversation.onSending(false)).isFalse();
    assertThat(conversation.onSending(false)).isTrue();
    conversation.onValid(false);
    assertThat(conversation.isUnanswered()).isFalse();
  }

  @Test
  void interleavedOnlyWhileTheyAlternate() {
    assertThat(conversation.isReadyForInterleaved()).isFalse();
    exchange(false, false);
    assertThat(conversation.isReadyForInterleaved()).isTrue();
    conversation.onSending(true);
    assertThat(conversation.isReadyForInterleaved()).as("a second for one of theirs").isFalse();
    conversation.onSending(false);
    conversation.onValid(false);
    assertThat(conversation.isReadyForInterleaved()).as("two for one of theirs").isFalse();
    exchange(false, false);
    assertThat(conversation.isReadyForInterleaved()).isTrue();
  }

  @Test
  void onePeerThatAnswersInBasicModeGetsMoreAndMoreOfIt() {
    exchange(false, false);
    int tries = 0;
    for (int i = 0; i < 640; i++) {
      boolean interleaved = conversation.isReadyForInterleaved();
      tries += interleaved ? 1 : 0;
      exchange(interleaved, false);
    }
    assertThat(tries).isBetween(10, 20);
  }

  @Test
  void onePeerThatKnowsTheModeIsGivenPatience() {
    exchange(false, true);
    for (int i = 0; i < 8; i++) {
      assertThat(conversation.isReadyForInterleaved()).isTrue();
      exchange(true, false);
    }
    exchange(true, false);
    assertThat(conversation.isReadyForInterleaved()).isFalse();
    exchange(false, true);
    assertThat(conversation.isReadyForInterleaved()).isTrue();
    conversation.reset();
    assertThat(conversation.isReadyForInterleaved()).isFalse();
  }
}
