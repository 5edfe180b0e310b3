// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.simulator.Impairment.Congestion;
import dev.meantime.simulator.Impairment.Congestion.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Link PLAIN = Link.of(0.01, new Jitter.None());

  private final RandomStream random = new RandomStream(3);

  private double[] at(Link link, double seconds) {
    return link.delays((long) (seconds * 1e9), random);
  }

  /// Copies of each of many packets on the average.
  private double arriving(Link link) {
    int copies = 0;
    for (int i = 0; i < 100_000; i++) {
      copies += at(link, i).length;
    }
    return copies / 100_000.0;
  }

  @Test
  void losesAShare() {
    assertThat(arriving(PLAIN)).isEqualTo(1);
    assertThat(arriving(PLAIN.losing(0.3))).isCloseTo(0.7, within(0.01));
    assertThat(arriving(PLAIN.losing(0.5).losing(0.5))).isCloseTo(0.25, within(0.01));
    assertThat(arriving(Link.cut())).isZero();
  }

  @Test
  void deliversCopiesEachWithItsOwnDelay() {
    Link link = Link.of(0.01, 1e-3).with(new Impairment.Duplication(1, 4));
    assertThat(at(link, 0)).hasSize(4).doesNotHaveDuplicates();
    assertThat(arriving(PLAIN.with(new Impairment.Duplication(0.1, 3))))
        .isCloseTo(1.2, within(0.02));
  }

  @Test
  void holdsAShareBack() {
    Link link = PLAIN.with(new Impairment.Reordering(0.2, 0.5));
    int held = 0;
    for (int i = 0; i < 10_000; i++) {
      double delay = at(link, i)[0];
      assertThat(delay).isIn(0.01, 0.51);
      held += delay > 0.5 ? 1 : 0;
    }
    assertThat(held).isBetween(1800, 2200);
  }

  @Test
  void congestionMultipliesTheJitterAndAddsToTheDelay() {
    Jitter constant = new Jitter.Resampled(List.of(1e-3));
    Congestion congestion = new Congestion(List.of(new Span(SECOND, 2 * SECOND)), 5, 0.1);
    Link link = Link.of(0.01, constant).with(congestion);
    assertThat(at(link, 0.999)).containsExactly(0.011);
    assertThat(at(link, 1)[0]).isCloseTo(0.115, within(1e-12));
    assertThat(at(link, 1.999)[0]).isCloseTo(0.115, within(1e-12));
    assertThat(at(link, 2)).containsExactly(0.011);
  }

  @Test
  void dailyCongestionComesBackAndMayLastOverMidnight() {
    Link evening = PLAIN.with(new Impairment.DailyCongestion(64_800, 72_000, 1, 1));
    assertThat(at(evening, 64_799)[0]).isLessThan(1);
    assertThat(at(evening, 64_800)[0]).isGreaterThan(1);
    assertThat(at(evening, 10 * 86_400 + 71_999)[0]).isGreaterThan(1);
    assertThat(at(evening, 72_000)[0]).isLessThan(1);
    Link night = PLAIN.with(new Impairment.DailyCongestion(82_800, 3_600, 1, 1));
    assertThat(at(night, 86_000)[0]).isGreaterThan(1);
    assertThat(at(night, 86_400 + 3_599)[0]).isGreaterThan(1);
    assertThat(at(night, 43_200)[0]).isLessThan(1);
  }

  @Test
  void randomCongestionFillsItsShareOfTheTime() {
    Span year = new Span(0, 365L * 86_400 * SECOND);
    Congestion congestion = Congestion.atRandom(year, 3600, 900, 1, 1, new RandomStream(5));
    Link link = PLAIN.with(congestion);
    int congested = 0;
    for (int minute = 0; minute < 365 * 1440; minute++) {
      congested += at(link, minute * 60.0)[0] > 1 ? 1 : 0;
    }
    assertThat(congested / (365 * 1440.0)).isCloseTo(0.2, within(0.01));
    assertThat(Congestion.atRandom(year, 3600, 900, 1, 1, new RandomStream(5)))
        .isEqualTo(congestion);
  }

  @Test
  void theLastRouteChangeThatHappenedCounts() {
    Link link =
        PLAIN
            .with(new Impairment.RouteChange(10 * SECOND, 0.03))
            .with(new Impairment.RouteChange(20 * SECOND, 0.02));
    assertThat(at(link, 9.9)).containsExactly(0.01);
    assertThat(at(link, 10)).containsExactly(0.03);
    assertThat(at(link, 20)).containsExactly(0.02);
  }

  @Test
  void aCutBeginsAndEnds() {
    Link link = PLAIN.with(new Impairment.Cut(5 * SECOND, 6 * SECOND));
    assertThat(at(link, 4.999)).hasSize(1);
    assertThat(at(link, 5)).isEmpty();
    assertThat(at(link, 6)).hasSize(1);
  }

  @Test
  void isNeverFasterThanLight() {
    Link link =
        Link.of(1e-4, new Jitter.Normal(1e-3))
            .with(new Congestion(List.of(new Span(0, Long.MAX_VALUE)), 10, 0));
    for (int i = 0; i < 10_000; i++) {
      assertThat(at(link, i)[0]).isNotNegative();
    }
  }

  @Test
  void repeatsItselfFromTheSameSeed() {
    Link link =
        Link.of(1e-3, new Jitter.Gamma(0.5, 1e-3))
            .losing(0.1)
            .with(new Impairment.Duplication(0.1, 2));
    RandomStream one = new RandomStream(9);
    RandomStream other = new RandomStream(9);
    for (int i = 0; i < 1000; i++) {
      assertThat(link.delays(i, one)).containsExactly(link.delays(i, other));
    }
  }
}
