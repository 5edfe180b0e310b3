// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTargetTest {

  @ParameterizedTest
  @CsvSource({
    "ntp.example, ntp.example, 123, ntp.example",
    "ntp.example:1123, ntp.example, 1123, ntp.example:1123",
    "192.0.2.1:65535, 192.0.2.1, 65535, 192.0.2.1:65535",
    "::1, ::1, 123, ::1",
    "2001:db8::1:123, 2001:db8::1:123, 123, 2001:db8::1:123",
    "[::1], ::1, 123, ::1",
    "[::1]:1123, ::1, 1123, [::1]:1123",
    "ntp.example:123, ntp.example, 123, ntp.example"
  })
  void readsHostAndPort(String text, String host, int port, String shown) throws UsageException {
    QueryTarget target = QueryTarget.parse(text);
    assertThat(target).isEqualTo(new QueryTarget(host, port));
    assertThat(target).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"h:", "h:0", "h:65536", "h:-1", "h:1x", "h:000123", "[::1]:", "[::1]:99999"})
  void refusesWhatIsNoPort(String text) {
    assertThatThrownBy(() -> QueryTarget.parse(text)).hasMessageStartingWith("a port is from 1 to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":123", "[]:123"})
  void refusesAPortAlone(String text) {
    assertThatThrownBy(() -> QueryTarget.parse(text)).hasMessage("no host in '" + text + "'");
  }

  @Test
  void refusesOpenBrackets() {
    assertThatThrownBy(() -> QueryTarget.parse("[::1"))
        .hasMessage("expected [ADDRESS]:PORT, got '[::1'");
    assertThatThrownBy(() -> QueryTarget.parse("[::1]1"))
        .hasMessage("expected [ADDRESS]:PORT, got '[::1]1'");
  }
}
