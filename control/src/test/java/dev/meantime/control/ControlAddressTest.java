// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static dev.meantime.control.FixedTarget.ip;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "255.255.255.255",
        "::",
        "::1",
        "::192.0.2.1",
        "1::",
        "2001:db8::1",
        "2001:db8:0:1:1:1:1:1",
        "2001:0:0:1::1",
        "2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7:8",
        "fe80::ffff:0:0",
        "64:ff9b::c000:201"
      })
  void writesAddressesAsShortAsTheyCanBe(String text) {
    assertThat(ip(text).text()).isEqualTo(text);
  }

  @Test
  void numbersUnresolvedSources() {
    assertThat(new ControlAddress.Id(1).text()).isEqualTo("ID#0000000001");
    assertThat(new ControlAddress.Id(-1).text()).isEqualTo("ID#4294967295");
    assertThat(ControlAddress.UNSPECIFIED.text()).isEqualTo("[UNSPEC]");
  }
}
