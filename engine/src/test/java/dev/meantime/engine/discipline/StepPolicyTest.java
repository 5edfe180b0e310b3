// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.discipline.StepPolicy.Verdict;
import org.junit.jupiter.api.Test;

class StepPolicyTest {

  @Test
  void neverStepsByDefault() {
    assertThat(new StepPolicy(DisciplineConfig.DEFAULT).steps(1e6)).isFalse();
  }

  @Test
  void countsEveryUpdateAgainstTheLimit() {
    StepPolicy policy = new StepPolicy(Configs.makestep(1, 2));

    assertThat(policy.steps(0.5)).isFalse();
    assertThat(policy.steps(-1.5)).isTrue();
    assertThat(policy.steps(1.5)).isFalse();
  }

  @Test
  void stepsForEverWithNegativeLimitButNotAtTheThreshold() {
    StepPolicy policy = new StepPolicy(Configs.makestep(1, -1));

    for (int i = 0; i < 100; i++) {
      assertThat(policy.steps(1.0000001)).isTrue();
      assertThat(policy.steps(1)).isFalse();
    }
  }

  @Test
  void believesAnythingByDefault() {
    assertThat(new StepPolicy(DisciplineConfig.DEFAULT).judge(1e9)).isEqualTo(Verdict.BELIEVE);
  }

  @Test
  void ignoresForEverWithNegativeCount() {
    StepPolicy policy = new StepPolicy(Configs.maxchange(1, 0, -1));

    for (int i = 0; i < 100; i++) {
      assertThat(policy.judge(-2)).isEqualTo(Verdict.IGNORE);
    }
    assertThat(policy.judge(1)).isEqualTo(Verdict.BELIEVE);
  }

  @Test
  void givesUpAfterTheIgnoredOnes() {
    StepPolicy policy = new StepPolicy(Configs.maxchange(1, 2, 1));

    assertThat(policy.judge(9)).isEqualTo(Verdict.BELIEVE);
    assertThat(policy.judge(9)).isEqualTo(Verdict.BELIEVE);
    assertThat(policy.judge(9)).isEqualTo(Verdict.IGNORE);
    assertThat(policy.judge(9)).isEqualTo(Verdict.GIVE_UP);
  }
}
