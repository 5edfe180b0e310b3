// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static dev.meantime.control.FixedTarget.ip;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFilterTest {

  @Test
  void everySourceMatchesNoAddress() {
    assertThat(SourceFilter.ALL.matches(ip("192.0.2.1"))).isTrue();
    assertThat(SourceFilter.ALL.matches(new ControlAddress.Id(1))).isTrue();
  }

  @Test
  void theMaskSaysWhichBitsCount() {
    var subnet = new SourceFilter(ip("255.255.255.0"), ip("192.0.2.77"));
    assertThat(subnet.matches(ip("192.0.2.1"))).isTrue();
    assertThat(subnet.matches(ip("192.0.3.1"))).isFalse();
    assertThat(subnet.matches(ip("2001:db8::1"))).isFalse();
    assertThat(subnet.matches(new ControlAddress.Id(1))).isFalse();
  }

  @Test
  void withoutAFittingMaskEveryBitCounts() {
    for (ControlAddress mask : new ControlAddress[] {ControlAddress.UNSPECIFIED, ip("ffff::")}) {
      var one = new SourceFilter(mask, ip("192.0.2.1"));
      assertThat(one.matches(ip("192.0.2.1"))).isTrue();
      assertThat(one.matches(ip("192.0.2.2"))).isFalse();
    }
  }

  @Test
  void anUnresolvedSourceIsNamedByItsNumber() {
    var one = SourceFilter.only(new ControlAddress.Id(3));
    assertThat(one.matches(new ControlAddress.Id(3))).isTrue();
    assertThat(one.matches(new ControlAddress.Id(4))).isFalse();
  }
}
