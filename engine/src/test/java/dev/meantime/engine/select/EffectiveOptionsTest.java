// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectiveOptionsTest {

  private static final SelectionOptions NOSELECT = new SelectionOptions(true, false, false, false);
  private static final SelectionOptions RELIED_ON = new SelectionOptions(false, false, true, true);
  private static final SelectionOptions PREFERRED = new SelectionOptions(false, true, false, false);

  private final Candidate secure = source(1).authenticated().build();
  private final Candidate plain = source(2).prefer().build();
  private final Candidate clock = source(3).clock().build();
  private final Candidate ignored = source(4).noselect().build();
  private final List<Candidate> all = List.of(secure, plain, clock, ignored);

  @Test
  void requireExcludesWhatIsNotAuthenticated() {
    assertThat(EffectiveOptions.of(all, AuthenticationPolicy.REQUIRE))
        .containsExactly(
            SelectionOptions.NONE,
            new SelectionOptions(true, true, false, false),
            SelectionOptions.NONE,
            NOSELECT);
  }

  @Test
  void preferExcludesItOnlyBesideAnAuthenticatedSource() {
    assertThat(EffectiveOptions.of(all, AuthenticationPolicy.PREFER).get(1).noselect()).isTrue();
    assertThat(EffectiveOptions.of(List.of(plain, clock), AuthenticationPolicy.PREFER))
        .containsExactly(PREFERRED, SelectionOptions.NONE);
  }

  @Test
  void mixReliesOnAuthenticatedSourcesAndClocksWhenThereAreBothKinds() {
    assertThat(EffectiveOptions.of(all, AuthenticationPolicy.MIX))
        .containsExactly(RELIED_ON, PREFERRED, RELIED_ON, NOSELECT);
    assertThat(EffectiveOptions.of(List.of(plain, clock), AuthenticationPolicy.MIX))
        .containsExactly(PREFERRED, SelectionOptions.NONE);
    assertThat(EffectiveOptions.of(List.of(secure, clock), AuthenticationPolicy.MIX))
        .containsExactly(SelectionOptions.NONE, SelectionOptions.NONE);
  }

  @Test
  void sourcesMarkedNoselectDoNotCount() {
    assertThat(EffectiveOptions.of(List.of(secure, ignored), AuthenticationPolicy.MIX))
        .containsExactly(SelectionOptions.NONE, NOSELECT);
  }

  @Test
  void ignoreLeavesTheOptionsAsTheyAre() {
    assertThat(EffectiveOptions.of(all, AuthenticationPolicy.IGNORE))
        .containsExactly(SelectionOptions.NONE, PREFERRED, SelectionOptions.NONE, NOSELECT);
  }
}
