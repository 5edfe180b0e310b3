// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceIdTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, C0000201",
    "255.255.255.255, FFFFFFFF",
    "2001:db8::1, 39AB9B37",
    "::1, CF404DC8",
    "2606:4700:f1::123, E1FE1EBE",
  })
  void addressBecomesItsOctetsOrItsHash(String address, String hex) throws UnknownHostException {
    assertThat(ReferenceId.ofAddress(InetAddress.getByName(address))).hasToString(hex);
  }

  @ParameterizedTest
  @CsvSource({"GPS, 47505300", "P, 50000000", "RATE, 52415445", "'', 00000000"})
  void textIsLeftJustifiedAndSurvivesTheRoundTrip(String text, String hex) {
    assertThat(ReferenceId.ofText(text)).hasToString(hex);
    assertThat(ReferenceId.ofText(text).text()).isEqualTo(text);
  }

  @Test
  void refusesTextThatDoesNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> ReferenceId.ofText("GALIL"));
    assertThatIllegalArgumentException().isThrownBy(() -> ReferenceId.ofText("é"));
    assertThatIllegalArgumentException().isThrownBy(() -> ReferenceId.ofText("A\u0000B"));
    assertThatIllegalArgumentException().isThrownBy(() -> ReferenceId.ofText("\u007f"));
  }

  @Test
  void octetsThatAreNotPrintableAreNoText() {
    assertThat(new ReferenceId(0x41004200).text()).isEmpty();
    assertThat(new ReferenceId(0xc0000201).text()).isEmpty();
    assertThat(new ReferenceId(0xc0000201).dotted()).isEqualTo("192.0.2.1");
  }

  @Test
  void stratumDecidesTheMeaning() {
    ReferenceId rate = ReferenceId.ofText("RATE");
    ReferenceId gps = ReferenceId.ofText("GPS");
    ReferenceId address = new ReferenceId(0xc0000201);
    ReferenceId local = new ReferenceId(0x7f7f0101);
    assertThat(ReferenceId.NONE.meaning(0)).isEqualTo(new ReferenceMeaning.Unspecified());
    assertThat(ReferenceId.NONE.meaning(2)).isEqualTo(new ReferenceMeaning.Unspecified());
    assertThat(rate.meaning(0)).isEqualTo(new ReferenceMeaning.Kiss(KissCode.RATE, rate));
    assertThat(rate.meaning(1)).isEqualTo(new ReferenceMeaning.Clock("RATE"));
    assertThat(rate.meaning(2)).isEqualTo(new ReferenceMeaning.Upstream(rate));
    assertThat(gps.meaning(0)).isEqualTo(new ReferenceMeaning.Kiss(KissCode.UNKNOWN, gps));
    assertThat(gps.meaning(1)).isEqualTo(new ReferenceMeaning.Clock("GPS"));
    assertThat(address.meaning(1)).isEqualTo(new ReferenceMeaning.Upstream(address));
    assertThat(address.meaning(15)).isEqualTo(new ReferenceMeaning.Upstream(address));
    assertThat(local.meaning(1)).isEqualTo(new ReferenceMeaning.Local(local));
    assertThat(local.meaning(10)).isEqualTo(new ReferenceMeaning.Local(local));
  }
}
