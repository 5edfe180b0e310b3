// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrequencySettingTest {

  private static final long HZ = 100;
  private static final long NOMINAL = 10_000;

  @Test
  void smallFrequenciesLeaveTheTickAlone() {
    assertThat(FrequencySetting.of(0, HZ, NOMINAL)).isEqualTo(new FrequencySetting(NOMINAL, 0));
    assertThat(FrequencySetting.of(1e-6, HZ, NOMINAL))
        .isEqualTo(new FrequencySetting(NOMINAL, 65_536));
    assertThat(FrequencySetting.of(-12.5e-6, HZ, NOMINAL))
        .isEqualTo(new FrequencySetting(NOMINAL, -819_200));
  }

  @Test
  void oneTickIsAHundredPartsPerMillion() {
    assertThat(FrequencySetting.of(1000e-6, HZ, NOMINAL))
        .isEqualTo(new FrequencySetting(NOMINAL + 10, 0));
    assertThat(FrequencySetting.of(-100_000e-6, HZ, NOMINAL))
        .isEqualTo(new FrequencySetting(9000, 0));
    assertThat(FrequencySetting.maximumFrequency(HZ)).isEqualTo(0.1);
  }

  @Test
  void staysWithTheTickNextDoor() {
    assertThat(FrequencySetting.of(60e-6, HZ, NOMINAL).tick()).isEqualTo(NOMINAL);
    assertThat(FrequencySetting.of(40e-6, HZ, NOMINAL + 1).tick()).isEqualTo(NOMINAL + 1);
    assertThat(FrequencySetting.of(160e-6, HZ, NOMINAL).tick()).isEqualTo(NOMINAL + 2);
  }

  @Test
  void otherTickRatesOverlapToo() {
    // 1000 ticks per second: a tick is 1000 ppm, and the fine part reaches half of it exactly.
    assertThat(FrequencySetting.of(1499e-6, 1000, 1000).tick()).isEqualTo(1001);
    assertThat(FrequencySetting.of(1499e-6, 1000, 1000).frequency(1000))
        .isCloseTo(1499e-6, within(1e-11));
    assertThat(FrequencySetting.maximumFrequency(1000)).isEqualTo(0.1);
  }

  @Test
  void isWithinTheKernelsRangesAndResolution() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long tick = NOMINAL;
    for (int i = 0; i < 100_000; i++) {
      double frequency = (random.nextDouble() * 2 - 1) * Math.pow(10, -1 - random.nextInt(8));
      FrequencySetting setting = FrequencySetting.of(frequency, HZ, tick);
      tick = setting.tick();
      assertThat(tick).as("seed %d", seed).isBetween(9000L, 11_000L);
      assertThat(Math.abs(setting.freq())).as("seed %d", seed).isLessThanOrEqualTo(500L << 16);
      assertThat(setting.frequency(HZ))
          .as("seed %d", seed)
          .isCloseTo(frequency, within(0.5e-6 / 65_536 * 1.001));
    }
  }
}
