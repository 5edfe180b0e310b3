// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FallbackDriftTest {

  private static FallbackDrift fed(int min, int max, int updates) {
    FallbackDrift fallback = new FallbackDrift(min, max);
    for (int i = 0; i < updates; i++) {
      fallback.update(i % 2 == 0 ? 1e-6 : 3e-6, 16);
    }
    return fallback;
  }

  @Test
  void neverFallsBackByDefault() {
    FallbackDrift fallback = fed(0, 0, 100);

    assertThat(fallback.next()).isInfinite();
    assertThat(fallback.due(1e9)).isEmpty();
  }

  @Test
  void needsTwiceTheIntervalOfUpdates() {
    // The first update is not compared with any before it, so it does not count.
    assertThat(fed(6, 6, 8).next()).isInfinite();
    assertThat(fed(6, 6, 9).next()).isEqualTo(64);
  }

  @Test
  void appliesTheLongestAverageThatIsDueOnce() {
    FallbackDrift fallback = fed(6, 8, 100);

    assertThat(fallback.next()).isEqualTo(64);
    assertThat(fallback.due(63)).isEmpty();
    assertThat(fallback.due(64).orElseThrow()).isCloseTo(2e-6, within(0.3e-6));
    assertThat(fallback.due(127)).isEmpty();
    assertThat(fallback.next()).isEqualTo(128);
    assertThat(fallback.due(300)).isPresent();
    assertThat(fallback.next()).isInfinite();
    fallback.update(2e-6, 16);
    assertThat(fallback.next()).isEqualTo(64);
  }

  @Test
  void doesNotLearnFromAnUpdateAfterLongSilence() {
    FallbackDrift fallback = fed(6, 6, 100);
    double before = fallback.due(64).orElseThrow();
    fallback.update(90e-6, 65);

    assertThat(fallback.due(64).orElseThrow()).isEqualTo(before);
  }
}
