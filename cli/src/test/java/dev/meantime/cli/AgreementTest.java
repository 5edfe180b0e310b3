// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.client.NtpResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static final QueryAnswer LOW = usable("192.0.2.1", 0.010, 0.010);
  private static final QueryAnswer HIGH = usable("192.0.2.2", 0.020, 0.005);
  private static final QueryAnswer INSIDE = usable("192.0.2.3", 0.016, 0.004);
  private static final QueryAnswer LIAR = usable("192.0.2.8", 0.300, 0.010);
  private static final QueryAnswer OTHER_LIAR = usable("192.0.2.9", -0.300, 0.010);
  private static final QueryAnswer SILENT =
      new QueryAnswer(
          "192.0.2.4", List.of(Answers.failed("192.0.2.4", new NtpResult.Cause.Timeout())));

  @Test
  void namesTheOnesAgainstTheMajority() {
    Agreement agreement = Agreement.of(List.of(LOW, LIAR, HIGH, INSIDE, SILENT));
    assertThat(agreement.agreeing()).containsExactly(LOW, HIGH, INSIDE);
    assertThat(agreement.disagreeing()).containsExactly(LIAR);
    assertThat(agreement.common().low()).isCloseTo(0.015, within(1e-12));
    assertThat(agreement.common().high()).isCloseTo(0.020, within(1e-12));
    assertThat(agreement.hasMajority()).isTrue();
    assertThat(agreement.sentence())
        .isEqualTo(
            "3 of 5 servers agree: the local clock is off by +15.00 ms to +20.00 ms (+ behind, -"
                + " ahead). Against them: 192.0.2.8.");
  }

  @Test
  void namesNobodyWhenAllAgree() {
    assertThat(Agreement.of(List.of(LOW, HIGH)).sentence())
        .isEqualTo(
            "2 of 2 servers agree: the local clock is off by +15.00 ms to +20.00 ms (+ behind, -"
                + " ahead).");
  }

  @Test
  void namesSeveral() {
    assertThat(Agreement.of(List.of(LOW, HIGH, INSIDE, LIAR, OTHER_LIAR)).sentence())
        .endsWith(" Against them: 192.0.2.8, 192.0.2.9.");
  }

  @Test
  void saysWhenThereIsNoMajority() {
    Agreement agreement = Agreement.of(List.of(LOW, LIAR, OTHER_LIAR));
    assertThat(agreement.hasMajority()).isFalse();
    assertThat(agreement.sentence()).isEqualTo("No majority: of 3 usable servers at most 1 agree.");
    assertThat(Agreement.of(List.of(LOW, LIAR)).hasMajority()).isFalse();
  }

  @Test
  void twoAgainstTwoIsNoMajority() {
    QueryAnswer likeTheLiar = usable("192.0.2.7", 0.301, 0.010);
    Agreement agreement = Agreement.of(List.of(LOW, LIAR, HIGH, likeTheLiar));
    assertThat(agreement.agreeing()).isEmpty();
    assertThat(agreement.sentence()).isEqualTo("No majority: of 4 usable servers at most 2 agree.");
  }

  @Test
  void agreesWithTheMajorityByAnyPartOfItsInterval() {
    QueryAnswer wide = usable("192.0.2.5", 0.100, 0.100);
    QueryAnswer left = usable("192.0.2.6", 0.010, 0.011);
    QueryAnswer right = usable("192.0.2.7", 0.190, 0.011);
    QueryAnswer middle = usable("192.0.2.4", 0.100, 0.090);
    assertThat(Agreement.of(List.of(wide, left, right, middle)).agreeing()).hasSize(4);
  }

  @Test
  void oneAloneIsConfirmedByNobody() {
    Agreement agreement = Agreement.of(List.of(SILENT, LOW));
    assertThat(agreement.hasMajority()).isFalse();
    assertThat(agreement.sentence())
        .isEqualTo("One of 2 servers is usable: nobody confirms what it says.");
  }

  @Test
  void saysWhenThereIsNone() {
    Agreement agreement = Agreement.of(List.of(SILENT, SILENT));
    assertThat(agreement.hasMajority()).isFalse();
    assertThat(agreement.sentence()).isEqualTo("None of 2 servers is usable.");
  }

  private static QueryAnswer usable(String address, double offset, double error) {
    return new QueryAnswer(address, List.of(Answers.usable(address, offset, 0.01, error)));
  }
}
