// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpResult.Cause;
import dev.meantime.client.NtpResult.Rejection;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryAnswerTest {

  private static final String A = "192.0.2.1";
  private static final NtpResult SLOWER = Answers.usable(A, 0.010, 0.030, 0.02);
  private static final NtpResult FASTER = Answers.usable(A, 0.004, 0.010, 0.01);
  private static final NtpResult REJECTED =
      Answers.rejected(A, Answers.packet(), 0.001, new Rejection.TooFar(4, 3));
  private static final NtpResult LOST = Answers.failed(A, new Cause.Timeout());

  @Test
  void theShortestDelayTellsMost() {
    QueryAnswer answer = answer(SLOWER, FASTER, LOST);
    assertThat(answer.decisive()).isEqualTo(FASTER);
    assertThat(answer.isUsable()).isTrue();
    assertThat(answer.best().map(NtpMeasurement::offset)).hasValue(0.004);
  }

  @Test
  void aUsableAnswerTellsMoreThanAQuickerRejectedOne() {
    QueryAnswer answer = answer(REJECTED, SLOWER, FASTER);
    assertThat(answer.decisive()).isEqualTo(FASTER);
    assertThat(answer.jitter()).isCloseTo(0.006, within(1e-12));
    assertThat(answer.measurements()).hasSize(3);
  }

  @Test
  void aRejectedAnswerTellsMoreThanNone() {
    QueryAnswer answer = answer(LOST, REJECTED, LOST);
    assertThat(answer.decisive()).isEqualTo(REJECTED);
    assertThat(answer.isUsable()).isFalse();
    assertThat(answer.jitter()).isNaN();
  }

  @Test
  void jitterIsTheRootMeanSquareAboutTheBest() {
    QueryAnswer answer =
        answer(
            Answers.usable(A, 0.001, 0.020, 0.02),
            Answers.usable(A, 0.004, 0.010, 0.01),
            Answers.usable(A, 0.008, 0.030, 0.02));
    assertThat(answer.jitter()).isCloseTo(Math.sqrt((9 + 16) / 2.0) * 1e-3, within(1e-12));
    assertThat(answer(FASTER).jitter()).isNaN();
    assertThat(answer(LOST).jitter()).isNaN();
  }

  @Test
  void equalAnswersHaveNoJitter() {
    assertThat(answer(FASTER, Answers.usable(A, 0.004, 0.010, 0.01)).jitter()).isZero();
  }

  @Test
  void aRefusalForGoodEndsItWhateverCameBefore() {
    for (String code : List.of("DENY", "RSTR")) {
      QueryAnswer answer = answer(FASTER, Answers.kiss(A, code));
      assertThat(answer.isUsable()).isFalse();
      assertThat(QueryVerdict.word(answer.decisive())).isEqualTo("kiss-of-death");
      assertThat(answer.best().map(NtpMeasurement::offset)).hasValue(0.004);
    }
  }

  @Test
  void askingTooOftenDoesNotMakeItUseless() {
    assertThat(answer(FASTER, Answers.kiss(A, "RATE")).isUsable()).isTrue();
    assertThat(answer(Answers.kiss(A, "RATE")).isUsable()).isFalse();
  }

  private static QueryAnswer answer(NtpResult... results) {
    return new QueryAnswer(A, List.of(results));
  }
}
