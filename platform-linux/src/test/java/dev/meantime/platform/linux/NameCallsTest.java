// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.Resolver.Resolution;
import org.junit.jupiter.api.Test;

final class NameCallsTest {

  @Test
  void tellsAnAnswerFromNone() {
    assertThat(NameCalls.failure(Abi.EAI_NONAME, 0)).isInstanceOf(Resolution.NoSuchName.class);
    assertThat(NameCalls.failure(Abi.EAI_NODATA, 0)).isInstanceOf(Resolution.NoSuchName.class);
    assertThat(NameCalls.failure(Abi.EAI_AGAIN, 0)).isInstanceOf(Resolution.Unavailable.class);
    assertThat(NameCalls.failure(Abi.EAI_FAIL, 0)).isInstanceOf(Resolution.Unavailable.class);
    assertThat(NameCalls.failure(Abi.EAI_SYSTEM, 24))
        .isEqualTo(new Resolution.Unavailable("EAI_SYSTEM (EMFILE)"));
    assertThat(NameCalls.failure(-99, 0))
        .isEqualTo(new Resolution.Unavailable("getaddrinfo error -99"));
  }

  @Test
  void nameWithAZeroOctetDoesNotExist() {
    assertThat(NameCalls.lookUp("a\0b")).isInstanceOf(Resolution.NoSuchName.class);
  }
}
