// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void choosesAReadableUnit() {
    assertThat(Quantity.seconds(0)).isEqualTo("0 s");
    assertThat(Quantity.seconds(3)).isEqualTo("3 s");
    assertThat(Quantity.seconds(10.7)).isEqualTo("10.7 s");
    assertThat(Quantity.seconds(86400)).isEqualTo("86400 s");
    assertThat(Quantity.seconds(0.3001)).isEqualTo("300.1 ms");
    assertThat(Quantity.seconds(0.99999996)).isEqualTo("1 s");
    assertThat(Quantity.seconds(1e-3)).isEqualTo("1 ms");
    assertThat(Quantity.seconds(-12.34567e-6)).isEqualTo("-12.35 µs");
    assertThat(Quantity.seconds(5e-9)).isEqualTo("5 ns");
    assertThat(Quantity.seconds(Double.POSITIVE_INFINITY)).isEqualTo("Infinity s");
  }

  @Test
  void showsBothSigns() {
    assertThat(new Interval(-0.9e-3, 1.1e-3)).hasToString("[-900 µs, +1.1 ms]");
  }

  @Test
  void showsRatesInPartsPerMillion() {
    assertThat(Quantity.ppm(12.5e-6)).isEqualTo("12.5 ppm");
  }
}
