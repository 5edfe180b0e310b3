// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.NOW;
import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.select.Selection.Outcome;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import dev.meantime.wire.LeapIndicator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourceSelectorTest {

  private SourceSelector selector = new SourceSelector(SelectionConfig.DEFAULT);

  /// Every source brings a new sample, and then the selected one another.
  private Selection settle(TestSource... sources) {
    List<Candidate> candidates = Arrays.stream(sources).map(TestSource::build).toList();
    Selection selection = selector.select(NOW, candidates, Optional.empty());
    for (Candidate candidate : candidates) {
      selection = selector.select(NOW, candidates, Optional.of(candidate.id()));
    }
    Optional<SourceId> leader =
        selection.verdicts().stream()
            .filter(verdict -> verdict.status() == SourceStatus.SELECTED)
            .map(SourceVerdict::id)
            .findAny();
    return leader.isEmpty() ? selection : selector.select(NOW, candidates, leader);
  }

  private Selection select(int updated, TestSource... sources) {
    return selector.select(
        NOW,
        Arrays.stream(sources).map(TestSource::build).toList(),
        updated == 0 ? Optional.empty() : Optional.of(new SourceId(updated)));
  }

  /// The characters of `selectdata`, in order.
  private static String symbols(Selection selection) {
    return selection.verdicts().stream()
        .map(verdict -> String.valueOf(verdict.status().symbol()))
        .collect(Collectors.joining());
  }

  private static ClockEstimate estimate(Selection selection) {
    assertThat(selection.outcome()).isInstanceOf(Outcome.Update.class);
    return ((Outcome.Update) selection.outcome()).estimate();
  }

  private static WhyLost lost(Selection selection) {
    assertThat(selection.outcome()).isInstanceOf(Outcome.Lost.class);
    return ((Outcome.Lost) selection.outcome()).why();
  }

  private static SelectionConfig configured(int minSources, AuthenticationPolicy policy) {
    return new SelectionConfig(3, 3, 1, 0, 15, minSources, 1e-4, 1e-3, 1e-6, policy);
  }

  @Test
  void losesTheTimeWithoutSources() {
    Selection selection = selector.select(NOW, List.of(), Optional.empty());

    assertThat(lost(selection)).isEqualTo(new WhyLost.NoSources());
    assertThat(selection.verdicts()).isEmpty();
  }

  @Test
  void followsASingleSource() {
    Selection selection = select(1, source(1).offset(0.25).frequency(20e-6, 1e-6));

    assertThat(symbols(selection)).isEqualTo("*");
    ClockEstimate estimate = estimate(selection);
    assertThat(estimate.source()).isEqualTo(new SourceId(1));
    assertThat(estimate.combined()).isEqualTo(1);
    assertThat(estimate.offset()).isEqualTo(0.25);
    assertThat(estimate.offsetDeviation()).isCloseTo(1e-4, within(1e-15));
    assertThat(estimate.frequency()).isCloseTo(20e-6, within(1e-18));
    assertThat(estimate.frequencyDeviation()).isCloseTo(0.25e-6, within(1e-18));
    assertThat(estimate.skew()).isCloseTo(1e-6, within(1e-18));
    assertThat(estimate.rootDispersion()).isCloseTo(0.01, within(1e-15));
    assertThat(estimate.timeNanos()).isEqualTo(NOW);
    SourceVerdict verdict = selection.verdicts().getFirst();
    assertThat(verdict.low()).isCloseTo(0.24, within(1e-15));
    assertThat(verdict.high()).isCloseTo(0.26, within(1e-15));
    assertThat(verdict.reason())
        .isEqualTo("it is the only source to follow, with a root distance of 10 ms");
  }

  @Test
  void outvotesOneAndTwoFalsetickersAmongFive() {
    Selection one = settle(source(1), source(2), source(3), source(4), source(5).offset(0.3101));
    assertThat(symbols(one)).isEqualTo("*+++x");
    assertThat(one.verdicts().get(4).reason())
        .isEqualTo(
            "its time is 300.1 ms ahead of the interval [-10 ms, +10 ms] that 4 of 5 sources"
                + " agree on");

    selector = new SourceSelector(SelectionConfig.DEFAULT);
    Selection two =
        settle(source(1), source(2), source(3), source(4).offset(-2), source(5).offset(0.5));
    assertThat(symbols(two)).isEqualTo("*++xx");
    assertThat(two.verdicts().get(3).reason())
        .isEqualTo(
            "its time is 1.99 s behind the interval [-10 ms, +10 ms] that 3 of 5 sources agree"
                + " on");
    assertThat(estimate(two).offset()).isZero();
  }

  @Test
  void believesNobodyWithThreeOrFourFalsetickersAmongFive() {
    Selection three =
        settle(
            source(1), source(2), source(3).offset(1), source(4).offset(-2), source(5).offset(0.5));
    assertThat(symbols(three)).isEqualTo("xxxxx");
    assertThat(lost(three)).isEqualTo(new WhyLost.NoMajority(2, 5, false));
    assertThat(three.verdicts().get(2).reason())
        .isEqualTo("there is no majority: only 2 of 5 sources agree; it claims [+990 ms, +1.01 s]");

    Selection four =
        settle(
            source(1),
            source(2).offset(9),
            source(3).offset(1),
            source(4).offset(-2),
            source(5).offset(0.5));
    assertThat(lost(four)).isEqualTo(new WhyLost.NoMajority(1, 5, false));
    assertThat(four.verdicts().getFirst().reason())
        .isEqualTo("there is no majority: no two of 5 sources agree; it claims [-10 ms, +10 ms]");
  }

  @Test
  void believesAConspiracyOfThreeAmongFive() {
    // The limit of every vote: those who lie together are the majority.
    Selection selection =
        settle(source(1), source(2), source(3).offset(1), source(4).offset(1), source(5).offset(1));
    assertThat(symbols(selection)).isEqualTo("xx*++");
  }

  @Test
  void cannotDecideBetweenTwo() {
    Selection selection = settle(source(1), source(2).offset(0.5));

    assertThat(symbols(selection)).isEqualTo("xx");
    assertThat(lost(selection)).isEqualTo(new WhyLost.NoMajority(1, 2, false));
  }

  @Test
  void aSourceThatOverlapsOnlyInPartIsAFalseticker() {
    Selection selection =
        settle(
            source(1).interval(-0.010, 0.002),
            source(2).interval(-0.003, 0.010),
            source(3).interval(-0.002, 0.030),
            source(4).interval(-0.001, 0.0021));

    // Common is [−1, 2] ms: the first three contain it, the fourth is cut by it nowhere but above.
    assertThat(symbols(selection)).doesNotContain("x");

    Selection cut =
        settle(
            source(1).interval(0, 0.002),
            source(2).interval(0.001, 0.010),
            source(3).interval(0.009, 0.012));
    assertThat(symbols(cut)).isEqualTo("x*x");
    assertThat(cut.verdicts().get(0).reason())
        .isEqualTo(
            "its interval [+0 s, +2 ms] covers only a part of the interval [+1 ms, +10 ms] that 2"
                + " of 3 sources agree on");
  }

  @Test
  void oneTrustedSourceOutvotesManyOthers() {
    Selection selection =
        settle(
            source(1),
            source(2),
            source(3),
            source(4).offset(0.5).trust(),
            source(5).offset(0.5).distance(0.005));

    assertThat(symbols(selection)).isEqualTo("xxx+*");
    assertThat(estimate(selection).offset()).isEqualTo(0.5);
    assertThat(selection.verdicts().getFirst().reason())
        .endsWith("that 1 of 1 trusted sources agree on");
  }

  @Test
  void anUntrustedSourceMustLieInsideTheTrustedInterval() {
    Selection selection =
        settle(source(1).trust(), source(2).distance(0.020), source(3).distance(0.005));

    assertThat(symbols(selection)).isEqualTo("+T*");
    assertThat(selection.verdicts().get(1).reason())
        .isEqualTo(
            "its interval [-20 ms, +20 ms] is not inside [-10 ms, +10 ms], where 1 of 1 trusted"
                + " sources agree");
  }

  @Test
  void trustedSourcesNeedAMajorityOfTheirOwn() {
    Selection selection =
        settle(source(1).trust(), source(2).offset(1).trust(), source(3), source(4));

    assertThat(lost(selection)).isEqualTo(new WhyLost.NoMajority(1, 2, true));
  }

  @Test
  void waitsForARequiredSource() {
    Selection missing = settle(source(1), source(2), source(3).samples(1).reach(1, 8, 0).require());
    assertThat(symbols(missing)).isEqualTo("WWM");
    assertThat(lost(missing)).isEqualTo(new WhyLost.RequiredMissing());

    Selection falseOne = settle(source(1), source(2), source(3).offset(1).require());
    assertThat(symbols(falseOne)).isEqualTo("WWx");

    Selection there = settle(source(1), source(2), source(3).require());
    assertThat(symbols(there)).isEqualTo("*++");
  }

  @Test
  void waitsForEnoughSources() {
    selector = new SourceSelector(configured(3, AuthenticationPolicy.MIX));

    Selection selection = settle(source(1), source(2), source(3).offset(1));

    assertThat(symbols(selection)).isEqualTo("WWx");
    assertThat(lost(selection)).isEqualTo(new WhyLost.TooFew(2, 3));
    assertThat(selection.verdicts().getFirst().reason())
        .isEqualTo("minsources asks for 3 sources that agree, and there are 2");
    assertThat(symbols(settle(source(1), source(2), source(3)))).isEqualTo("*++");
  }

  @Test
  void takesPreferredSourcesFirst() {
    Selection selection =
        settle(source(1).distance(0.001), source(2).prefer(), source(3).prefer().offset(0.001));

    assertThat(symbols(selection)).isEqualTo("P*+");
    assertThat(estimate(selection).combined()).isEqualTo(2);
  }

  @Test
  void preferenceDoesNotMakeAFalsetickerTrue() {
    assertThat(symbols(settle(source(1), source(2), source(3).offset(1).prefer())))
        .isEqualTo("*+x");
  }

  @Test
  void neverBelievesSourcesMarkedNoselect() {
    Selection selection = settle(source(1).offset(1), source(2).noselect(), source(3).noselect());

    assertThat(symbols(selection)).isEqualTo("*NN");
    assertThat(selection.verdicts().get(1).effective().noselect()).isTrue();
  }

  @Test
  void authenticatedSourcesDecideAmongMixedOnes() {
    Selection selection = settle(source(1), source(2), source(3).offset(1).authenticated());

    assertThat(symbols(selection)).isEqualTo("xx*");
    assertThat(selection.verdicts().get(2).effective())
        .isEqualTo(new SelectionOptions(false, false, true, true));

    selector = new SourceSelector(configured(1, AuthenticationPolicy.IGNORE));
    assertThat(symbols(settle(source(1), source(2), source(3).offset(1).authenticated())))
        .isEqualTo("*+x");
  }

  @Test
  void waitsForSourcesThatWereStartedTogether() {
    TestSource first = source(1).reach(7, 3, 0);
    TestSource second = source(2).samples(1).reach(3, 2, 0);

    Selection selection = select(1, first, second);

    assertThat(symbols(selection)).isEqualTo("wM");
    assertThat(selection.outcome()).isInstanceOf(Outcome.Hold.class);
    assertThat(symbols(select(2, first, source(2).reach(7, 3, 0)))).isEqualTo("*+");
  }

  @Test
  void doesNotWaitForSourcesThatDoNotAnswer() {
    assertThat(symbols(select(1, source(1).reach(7, 3, 0), source(2).samples(0).reach(0, 3, 3))))
        .isEqualTo("*M");
  }

  @Test
  void neverWaitsOnceItHasSelected() {
    select(1, source(1).reach(7, 3, 0));
    assertThat(symbols(select(1, source(1).reach(7, 3, 0), source(2).samples(1).reach(3, 2, 0))))
        .isEqualTo("*M");
  }

  @Test
  void dropsAStaleSource() {
    Selection selection =
        settle(source(1).age(5000).reach(0, 8, 30), source(2).age(10).span(500), source(3));

    assertThat(symbols(selection)).isEqualTo("S+*");
  }

  @Test
  void countsUnreachableSourcesWhenNoneIsSelectable() {
    Selection selection =
        settle(
            source(1).age(5000).reach(0, 8, 30),
            source(2).samples(0).reach(0, 8, 8),
            source(3).samples(1),
            source(4).noselect().reach(0, 8, 8));

    assertThat(symbols(selection)).isEqualTo("SMMN");
    assertThat(lost(selection)).isEqualTo(new WhyLost.NoneSelectable(2));
  }

  @Test
  void holdsWhileTheSelectedSourceHasNothingNew() {
    TestSource far = source(2).distance(0.4);
    settle(source(1), far, source(3));

    Selection selection = select(3, source(1), far, source(3));

    assertThat(selection.outcome()).isInstanceOf(Outcome.Hold.class);
    assertThat(symbols(selection)).isEqualTo("*D+");
  }

  @Test
  void waitsForAnUpdateOfTheNextSource() {
    settle(source(1), source(2).distance(0.012));
    select(1, source(1), source(2).distance(0.012));

    Selection waiting = select(0, source(1).samples(1), source(2).distance(0.012));
    assertThat(symbols(waiting)).isEqualTo("MU");
    assertThat(waiting.outcome()).isInstanceOf(Outcome.Hold.class);

    Selection after = select(2, source(1).samples(1), source(2).distance(0.012));
    assertThat(symbols(after)).isEqualTo("M*");
    assertThat(estimate(after).source()).isEqualTo(new SourceId(2));
  }

  @Test
  void leapNeedsAMajorityOfTheTruechimers() {
    settle(
        source(1).leap(LeapIndicator.INSERT),
        source(2).leap(LeapIndicator.INSERT),
        source(3),
        source(4).offset(1).leap(LeapIndicator.DELETE));
    Selection selection =
        select(
            1,
            source(1).leap(LeapIndicator.INSERT),
            source(2).leap(LeapIndicator.INSERT),
            source(3),
            source(4).offset(1).leap(LeapIndicator.DELETE));
    assertThat(estimate(selection).leap()).isEqualTo(LeapIndicator.INSERT);

    selection = select(1, source(1).leap(LeapIndicator.INSERT), source(2));
    assertThat(estimate(selection).leap()).isEqualTo(LeapIndicator.NONE);
  }

  @Test
  void onlyTrustedSourcesVoteOnLeapSeconds() {
    select(
        1,
        source(1).trust().leap(LeapIndicator.DELETE).distance(0.005),
        source(2).distance(0.004),
        source(3).distance(0.004));
    Selection selection =
        select(
            2,
            source(1).trust().leap(LeapIndicator.DELETE).distance(0.005),
            source(2).distance(0.004),
            source(3).distance(0.004));
    assertThat(estimate(selection).leap()).isEqualTo(LeapIndicator.DELETE);
  }

  @Test
  void aRemovedSourceIsNotMissed() {
    settle(source(1), source(2).distance(0.012));

    Selection selection = select(2, source(2).distance(0.012));

    assertThat(symbols(selection)).isEqualTo("*");
  }

  @Test
  void reselectingGivesEveryoneTheSameChance() {
    select(1, source(1));
    assertThat(symbols(select(2, source(1), source(2).distance(0.0098)))).isEqualTo("*+");

    selector.reselect();

    assertThat(symbols(select(2, source(1), source(2).distance(0.0098)))).isEqualTo("+*");
  }
}
