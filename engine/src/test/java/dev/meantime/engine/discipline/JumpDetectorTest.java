// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.Now;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class JumpDetectorTest {

  private static final long SECOND = 1_000_000_000L;

  private static OptionalDouble between(double frequency, double wall, double monotonic) {
    JumpDetector detector = new JumpDetector();
    detector.rebase(new Now(100 * SECOND, 50 * SECOND), frequency);
    return detector.observe(
        new Now(100 * SECOND + Math.round(wall * 1e9), 50 * SECOND + Math.round(monotonic * 1e9)));
  }

  @Test
  void seesNothingInTheFirstReading() {
    assertThat(new JumpDetector().observe(new Now(100 * SECOND, 5))).isEmpty();
  }

  @Test
  void toleratesWhatABusyMachineDoesToTwoReadings() {
    assertThat(between(0, 2.049, 2)).isEmpty();
    assertThat(between(0, 1.951, 2)).isEmpty();
    assertThat(between(0, 2.051, 2).orElseThrow()).isCloseTo(0.051, within(1e-9));
    assertThat(between(0, 1.949, 2).orElseThrow()).isCloseTo(-0.051, within(1e-9));
  }

  @Test
  void seesJumpsForthAndBack() {
    assertThat(between(0, 3602, 2)).hasValue(3600);
    assertThat(between(0, -3598, 2)).hasValue(-3600);
  }

  @Test
  void allowsForTheSlewWhereTheMonotonicClockRunsOnItsOwn() {
    // An hour at 1/12 is 300 s.
    assertThat(between(1 / 12.0, 3900, 3600)).isEmpty();
    assertThat(between(1 / 12.0, 3600, 3600)).isEmpty();
    assertThat(between(-1 / 12.0, 3300, 3600)).isEmpty();
    assertThat(between(1 / 12.0, 3589, 3600)).isPresent();
    assertThat(between(-1 / 12.0, 3611, 3600)).isPresent();
  }

  @Test
  void comparesWithTheReadingBefore() {
    JumpDetector detector = new JumpDetector();
    detector.rebase(new Now(0, 0), 0);
    assertThat(detector.observe(new Now(100 * SECOND, 0))).hasValue(100);
    assertThat(detector.observe(new Now(101 * SECOND, SECOND))).isEmpty();
  }
}
