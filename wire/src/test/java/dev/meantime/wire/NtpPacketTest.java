// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NtpPacketTest {

  @Test
  void refusesValuesThatDoNotFitTheirOctets() {
    for (int version : new int[] {0, 5}) {
      assertRefused(version, 1, 6, List.of(), new MacField.None());
    }
    for (int stratum : new int[] {-1, 256}) {
      assertRefused(4, stratum, 6, List.of(), new MacField.None());
    }
    for (int poll : new int[] {-129, 128}) {
      assertRefused(4, 1, poll, List.of(), new MacField.None());
    }
  }

  @Test
  void refusesWhatAReceiverWouldMisread() {
    List<ExtensionField> shortField = List.of(new ExtensionField(0x0104, new byte[12]));
    assertRefused(3, 1, 6, shortField, new MacField.Mac(1, new byte[16]));
    assertRefused(4, 1, 6, shortField, new MacField.None());
    assertRefused(4, 1, 6, shortField, new MacField.CryptoNak());
    assertRefused(4, 1, 6, List.of(), new MacField.Mac(1, new byte[32]));
    assertThat(packet(4, 1, 6, shortField, new MacField.Mac(1, new byte[16])).length())
        .isEqualTo(84);
    assertThat(packet(3, 1, 6, List.of(), new MacField.Mac(1, new byte[64])).length())
        .isEqualTo(116);
  }

  @Test
  void refusesFieldsAndDigestsOfImpossibleLength() {
    for (int length : new int[] {0, 8, 13, 0xfffc}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ExtensionField(1, new byte[length]));
    }
    for (int length : new int[] {0, 8, 12, 18, 72}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new MacField.Mac(1, new byte[length]));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new ExtensionField(-1, new byte[12]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExtensionField(0x10000, new byte[12]));
  }

  @Test
  void replacesTheMac() {
    NtpPacket request = NtpPacket.clientRequest(4, 6, 1);
    MacField mac = new MacField.Mac(9, new byte[16]);
    assertThat(request.withMac(mac).mac()).isEqualTo(mac);
    assertThat(request.withMac(mac).withMac(new MacField.None())).isEqualTo(request);
  }

  private static void assertRefused(
      int version, int stratum, int poll, List<ExtensionField> fields, MacField mac) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> packet(version, stratum, poll, fields, mac));
  }

  private static NtpPacket packet(
      int version, int stratum, int poll, List<ExtensionField> fields, MacField mac) {
    return new NtpPacket(
        LeapIndicator.NONE,
        version,
        Mode.SERVER,
        stratum,
        poll,
        -20,
        NtpShort.ZERO,
        NtpShort.ZERO,
        ReferenceId.NONE,
        NtpTimestamp.ZERO,
        NtpTimestamp.ZERO,
        NtpTimestamp.ZERO,
        NtpTimestamp.ZERO,
        fields,
        mac);
  }
}
