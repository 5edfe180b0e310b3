// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.NOW;
import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompanyTest {

  private final Company company = new Company(SelectionConfig.DEFAULT);
  private final Contender selected = contender(source(1).frequency(0, 1e-6), new SourceMemory());
  private final SourceMemory memory = new SourceMemory();

  private static Contender contender(TestSource source, SourceMemory memory) {
    Candidate candidate = source.build();
    return new Contender(
        Claim.of(candidate, candidate.options(), NOW, SelectionConfig.DEFAULT), memory);
  }

  private Contender combine(TestSource source) {
    Contender other = contender(source, memory);
    List<Claim> combined = company.combine(selected, List.of(other), 1e-4);
    assertThat(combined.contains(other.claim())).isEqualTo(other.status() == SourceStatus.COMBINED);
    return other;
  }

  @Test
  void combinesUpToThreeTimesTheDistance() {
    assertThat(combine(source(2).distance(0.0303)).status()).isEqualTo(SourceStatus.COMBINED);

    Contender far = combine(source(2).distance(0.0304));
    assertThat(far.status()).isEqualTo(SourceStatus.DISTANT);
    assertThat(far.reason())
        .isEqualTo(
            "its root distance of 30.4 ms exceeds 30.3 ms, combinelimit 3 times the selected"
                + " source's");
  }

  @Test
  void combinesOnlyFrequenciesThatTheSkewsExplain() {
    assertThat(combine(source(2).frequency(8.9e-6, 1e-6)).status())
        .isEqualTo(SourceStatus.COMBINED);

    Contender fast = combine(source(2).frequency(-9.1e-6, 1e-6));
    assertThat(fast.status()).isEqualTo(SourceStatus.DISTANT);
    assertThat(fast.reason())
        .isEqualTo(
            "by it the local clock runs 9.1 ppm faster than by the selected source, more than the"
                + " 9 ppm that their skews explain");
  }

  @Test
  void aSourceThatWasFarMustStayNearForThirtyTwoUpdates() {
    combine(source(2).distance(1));
    for (int i = 1; i < 32; i++) {
      assertThat(combine(source(2)).status()).as("update %d", i).isEqualTo(SourceStatus.DISTANT);
    }
    assertThat(combine(source(2)).status()).isEqualTo(SourceStatus.COMBINED);
  }

  @Test
  void aSourceThatHasJustBegunIsForgivenAtOnce() {
    combine(source(2).distance(1).reach(0x1f, 5, 0));
    assertThat(combine(source(2)).status()).isEqualTo(SourceStatus.COMBINED);
  }

  @Test
  void repeatingChangesNoCounter() {
    combine(source(2).distance(1));
    Contender again = contender(source(2), memory);
    company.repeat(List.of(again));

    assertThat(again.status()).isEqualTo(SourceStatus.DISTANT);
    assertThat(again.reason())
        .isEqualTo("it was not fit to be combined lately and must stay fit for 32 more updates");
    assertThat(memory.distant).isEqualTo(32);
  }

  @Test
  void aLimitOfZeroCombinesNothing() {
    Company alone =
        new Company(
            new SelectionConfig(0, 3, 1, 0, 15, 1, 1e-4, 1e-3, 1e-6, AuthenticationPolicy.MIX));
    assertThat(alone.combine(selected, List.of(contender(source(2), memory)), 1e-4)).isEmpty();
  }
}
