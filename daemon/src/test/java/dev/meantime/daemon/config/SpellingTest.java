// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Test
  void countsEdits() {
    assertThat(Spelling.distance("server", "server")).isZero();
    assertThat(Spelling.distance("servr", "server")).isEqualTo(1);
    assertThat(Spelling.distance("ibrust", "iburst")).isEqualTo(1);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void suggestsTheNearestOnlyWhenItIsNear() {
    List<String> valid = List.of("server", "pool", "peer");
    assertThat(Spelling.nearest("SERVERS", valid)).contains("server");
    assertThat(Spelling.nearest("xyz", valid)).isEmpty();
    assertThat(Spelling.hint("xyz", valid)).isEqualTo("one of server, pool, peer");
  }
}
