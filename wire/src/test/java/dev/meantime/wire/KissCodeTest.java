// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KissCodeTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void everyRegisteredCodeSurvivesTheRoundTrip(KissCode code) {
    assertThat(KissCode.of(code.referenceId())).isEqualTo(code);
    assertThat(code.referenceId().text()).isEqualTo(code.name()).hasSize(4);
    assertThat(code.meaning()).isNotBlank();
  }

  @Test
  void unregisteredCodesAreAValue() {
    assertThat(KissCode.of(ReferenceId.ofText("XTST"))).isEqualTo(KissCode.UNKNOWN);
    assertThat(KissCode.of(ReferenceId.ofText("rate"))).isEqualTo(KissCode.UNKNOWN);
    assertThat(KissCode.of(ReferenceId.NONE)).isEqualTo(KissCode.UNKNOWN);
    assertThatIllegalStateException().isThrownBy(KissCode.UNKNOWN::referenceId);
  }
}
