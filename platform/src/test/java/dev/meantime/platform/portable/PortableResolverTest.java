// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.Resolver.Resolution;
import java.io.IOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortableResolverTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ntp.example: Name or service not known",
        "ntp.example: No address associated with hostname",
        "ntp.example: nodename nor servname provided, or not known",
        "No such host is known (ntp.example)"
      })
  void takesKnownTextsForAnAnswer(String text) {
    assertThat(PortableResolver.classify(new UnknownHostException(text)))
        .isEqualTo(new Resolution.NoSuchName(text));
  }

  @Test
  void takesEverythingElseForASilentServer() {
    assertThat(
            PortableResolver.classify(
                new UnknownHostException("ntp.example: Temporary failure in name resolution")))
        .isEqualTo(new Resolution.Unavailable("ntp.example: Temporary failure in name resolution"));
    assertThat(PortableResolver.classify(new IOException("name or service not known")))
        .isEqualTo(new Resolution.Unavailable("name or service not known"));
  }
}
