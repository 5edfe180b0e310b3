// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.discipline.TemperatureCompensation.Points;
import dev.meantime.engine.discipline.TemperatureCompensation.Points.Point;
import dev.meantime.engine.discipline.TemperatureCompensation.Quadratic;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemperatureCompensationTest {

  @Test
  void parabola() {
    TemperatureCompensation curve = new Quadratic(26_000, 0, 0.000183, 0.0000000028);

    assertThat(curve.at(26_000)).hasValue(0);
    // 4000 · 0.000183 + 4000² · 2.8e-9 = 0.7768 ppm.
    assertThat(curve.at(30_000).orElseThrow()).isCloseTo(0.7768e-6, within(1e-15));
  }

  @Test
  void linesBetweenAndBeyondPoints() {
    TemperatureCompensation curve =
        new Points(List.of(new Point(20, 1), new Point(21, 2), new Point(23, 0)));

    assertThat(curve.at(20.5).orElseThrow()).isCloseTo(1.5e-6, within(1e-18));
    assertThat(curve.at(21).orElseThrow()).isCloseTo(2e-6, within(1e-18));
    assertThat(curve.at(22).orElseThrow()).isCloseTo(1e-6, within(1e-18));
    assertThat(curve.at(24).orElseThrow()).isCloseTo(-1e-6, within(1e-18));
    assertThat(curve.at(18).orElseThrow()).isCloseTo(-1e-6, within(1e-18));
  }

  @Test
  void refusesWhatIsRatherABrokenSensor() {
    TemperatureCompensation curve = new Quadratic(0, 0, 1, 0);

    assertThat(curve.at(10)).isPresent();
    assertThat(curve.at(10.1)).isEmpty();
    assertThat(curve.at(-10.1)).isEmpty();
    assertThat(curve.at(Double.NaN)).isEmpty();
  }

  @Test
  void pointsMustBeTwoAndRise() {
    assertThatThrownBy(() -> new Points(List.of(new Point(1, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Points(List.of(new Point(1, 1), new Point(1, 2))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
