// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.wire.LeapIndicator;
import org.junit.jupiter.api.Test;

class FrequencyUpdateTest {

  private static FrequencyUpdate of(double frequency, double skew, double own, LeapIndicator leap) {
    return FrequencyUpdate.of(SimulatedHost.estimate(0, 0, frequency, skew, leap), own, 1000e-6);
  }

  @Test
  void takesWhatTheEstimateSays() {
    FrequencyUpdate update = of(8e-6, 1e-6, 1e-7, LeapIndicator.NONE);

    assertThat(update).isEqualTo(new FrequencyUpdate(8e-6, 0, 1e-6));
  }

  @Test
  void takesNothingFromAMeasurementWithTooMuchSkew() {
    FrequencyUpdate update = of(8e-6, 1001e-6, 1e-6, LeapIndicator.NONE);

    assertThat(update).isEqualTo(new FrequencyUpdate(0, 8e-6, 1e-6));
  }

  @Test
  void takesEverythingSetByHand() {
    FrequencyUpdate update = of(8e-6, 0.1, 1e-6, LeapIndicator.UNSYNCHRONISED);

    assertThat(update.change()).isEqualTo(8e-6);
    assertThat(update.residual()).isZero();
    assertThat(update.skew()).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void isFiniteWithoutAnySkew() {
    assertThat(of(1e-6, 1e-12, 1e-12, LeapIndicator.NONE).skew()).isFinite().isPositive();
  }
}
