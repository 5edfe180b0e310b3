// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.NOW;
import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.select.Selection.SelectionEvent;
import dev.meantime.engine.select.Selection.WhyLost;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionEventsTest {

  private final SourceSelector selector = new SourceSelector(SelectionConfig.DEFAULT);

  private List<SelectionEvent> events(int updated, TestSource... sources) {
    return selector
        .select(
            NOW,
            Arrays.stream(sources).map(TestSource::build).toList(),
            updated == 0 ? Optional.empty() : Optional.of(new SourceId(updated)))
        .events();
  }

  private static SelectionEvent selected(int number) {
    return new SelectionEvent.Selected(new SourceId(number));
  }

  private static SelectionEvent cannot(WhyLost why) {
    return new SelectionEvent.CannotSynchronise(why);
  }

  @Test
  void tellsTheSelectedSourceOnce() {
    assertThat(events(1, source(1))).containsExactly(selected(1));
    assertThat(events(1, source(1))).isEmpty();
    assertThat(events(0, source(1))).isEmpty();
  }

  @Test
  void tellsAChangeOfTheSelectedSource() {
    events(1, source(1).distance(0.5));
    assertThat(events(2, source(1).distance(0.5), source(2).distance(0.01)))
        .containsExactly(selected(2));
  }

  @Test
  void tellsAFalsetickerWhenItBeginsAndAgainAfterItWasTrue() {
    events(1, source(1), source(2), source(3));
    List<SelectionEvent> first = events(3, source(1), source(2), source(3).offset(0.31));
    assertThat(first)
        .containsExactly(
            new SelectionEvent.Falseticker(
                new SourceId(3),
                "its time is 300 ms ahead of the interval [-10 ms, +10 ms] that 2 of 3 sources"
                    + " agree on"));
    assertThat(events(1, source(1), source(2), source(3).offset(0.31))).isEmpty();
    assertThat(events(3, source(1), source(2), source(3).samples(1))).isEmpty();
    assertThat(events(3, source(1), source(2), source(3).offset(0.31))).isEmpty();
    assertThat(events(3, source(1), source(2), source(3))).isEmpty();
    assertThat(events(3, source(1), source(2), source(3).offset(-1))).hasSize(1);
  }

  @Test
  void tellsEachCauseOfALossOnce() {
    events(1, source(1), source(2));
    assertThat(events(2, source(1), source(2).offset(1)))
        .containsExactly(cannot(new WhyLost.NoMajority(1, 2, false)));
    assertThat(events(2, source(1), source(2).offset(1), source(3).offset(2))).isEmpty();
    assertThat(events(0, source(1).samples(0), source(2).samples(0)))
        .containsExactly(cannot(new WhyLost.NoneSelectable(0)));
    assertThat(events(0)).containsExactly(cannot(new WhyLost.NoSources()));
    assertThat(events(0)).isEmpty();
    assertThat(events(1, source(1))).containsExactly(selected(1));
    assertThat(events(0)).containsExactly(cannot(new WhyLost.NoSources()));
  }

  @Test
  void keepsQuietWhileSourcesGatherTheirFirstSamples() {
    assertThat(events(1, source(1).samples(1).reach(1, 1, 0), source(2).samples(0).reach(0, 1, 1)))
        .isEmpty();
    assertThat(events(0, source(1).samples(0).reach(0, 8, 8), source(2).samples(0).reach(0, 7, 7)))
        .doesNotContain(cannot(new WhyLost.NoneSelectable(2)));
    assertThat(events(0, source(1).samples(0).reach(0, 8, 9), source(2).samples(0).reach(0, 8, 8)))
        .contains(cannot(new WhyLost.NoneSelectable(2)));
  }

  @Test
  void asksForAReplacementAfterFourBadSamples() {
    TestSource bad = source(3).offset(1);
    for (int i = 1; i <= 3; i++) {
      assertThat(events(3, source(1), source(2), bad))
          .noneMatch(SelectionEvent.Replace.class::isInstance);
      assertThat(events(1, source(1), source(2), bad))
          .noneMatch(SelectionEvent.Replace.class::isInstance);
    }
    assertThat(events(3, source(1), source(2), bad))
        .containsExactly(
            new SelectionEvent.Replace(
                new SourceId(3),
                SourceStatus.FALSETICKER,
                "its time is 990 ms ahead of the interval [-10 ms, +10 ms] that 2 of 3 sources"
                    + " agree on"));
    assertThat(events(3, source(1), source(2), bad)).hasSize(1);
    assertThat(events(3, source(1), source(2), source(3))).isEmpty();
    assertThat(events(3, source(1), source(2), source(3).stratum(16))).isEmpty();
  }

  @Test
  void asksForAReplacementOfASilentSourceOnceAPoll() {
    TestSource silent = source(2).samples(0).reach(0, 8, 8);
    events(1, source(1));
    SelectionEvent replace =
        new SelectionEvent.Replace(
            new SourceId(2), SourceStatus.NO_SAMPLES, "it did not answer the last 8 polls");
    assertThat(events(0, source(1), source(2).samples(0).reach(0, 7, 7))).isEmpty();
    assertThat(events(0, source(1), silent)).containsExactly(replace);
    assertThat(events(1, source(1), silent)).isEmpty();
    assertThat(events(0, source(1), source(2).samples(0).reach(0, 8, 9))).containsExactly(replace);
  }

  @Test
  void neverAsksForAReplacementOfAReferenceClock() {
    for (int i = 0; i < 10; i++) {
      assertThat(events(3, source(1), source(2), source(3).offset(1).clock().reach(0xff, 8, 0)))
          .noneMatch(SelectionEvent.Replace.class::isInstance);
      assertThat(events(0, source(1), source(4).clock().samples(0).reach(0, 8, i)))
          .noneMatch(SelectionEvent.Replace.class::isInstance);
    }
  }
}
