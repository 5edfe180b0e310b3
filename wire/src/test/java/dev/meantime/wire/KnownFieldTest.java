// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static dev.meantime.wire.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KnownFieldTest {

  private static final String ROOT =
      """
      f5bedd9a            ; magic
      10000000            ; root delay 1 s
      00000001            ; root dispersion 3.7 ns
      e8f1c2d380000000    ; receive timestamp by the monotonic clock
      00000007            ; its epoch
      """;

  @Test
  void readsAndWritesTheMonotonicRoot() {
    ExtensionField field = new ExtensionField(0xf323, hex(ROOT));
    MonotonicRoot known =
        new MonotonicRoot(
            new FineShort(0x1000_0000), new FineShort(1), new NtpTimestamp(0xe8f1c2d380000000L), 7);
    assertThat(KnownField.of(field)).contains(known);
    assertThat(known.toField()).isEqualTo(field);
    assertThat(known.rootDelay().toSeconds()).isEqualTo(1);
    assertThat(known.rootDispersion().toSeconds()).isCloseTo(3.7e-9, within(3e-11));
  }

  @Test
  void readsAndWritesTheNetworkCorrection() {
    // Minus a quarter of a second.
    ExtensionField field = new ExtensionField(0x010a, hex("ffffffffc0000000" + "00".repeat(16)));
    NetworkCorrection known = new NetworkCorrection(-(1L << 30));
    assertThat(KnownField.of(field)).contains(known);
    assertThat(known.toField()).isEqualTo(field);
    assertThat(known.toSeconds()).isEqualTo(-0.25);
  }

  @Test
  void aRequestCarriesThemEmpty() {
    assertThat(MonotonicRoot.EMPTY.toField())
        .isEqualTo(new ExtensionField(0xf323, hex("f5bedd9a" + "00".repeat(20))));
    assertThat(NetworkCorrection.EMPTY.toField())
        .isEqualTo(new ExtensionField(0x010a, new byte[24]));
    assertThat(MonotonicRoot.EMPTY.toField().length()).isEqualTo(28);
  }

  @Test
  void othersAreUnknown() {
    assertThat(KnownField.of(new ExtensionField(0xf322, hex(ROOT)))).isEmpty();
    assertThat(KnownField.of(new ExtensionField(0xf323, new byte[24]))).as("no magic").isEmpty();
    assertThat(KnownField.of(new ExtensionField(0xf323, Arrays.copyOf(hex(ROOT), 28)))).isEmpty();
    assertThat(KnownField.of(new ExtensionField(0x010a, new byte[20]))).isEmpty();
  }

  @Test
  void aFineBoundIsNeverRoundedDown() {
    assertThat(FineShort.ofSeconds(0x1p-28).bits()).isEqualTo(1);
    assertThat(FineShort.ofSeconds(0x1.1p-28).bits()).isEqualTo(2);
    assertThat(FineShort.ofSeconds(-1).bits()).isZero();
    assertThat(FineShort.ofSeconds(16).bits()).isEqualTo(-1);
    assertThat(FineShort.ofSeconds(1e9).bits()).isEqualTo(-1);
    assertThat(FineShort.ofSeconds(Double.NaN).bits()).isEqualTo(-1);
    assertThat(new FineShort(-1).toSeconds()).isCloseTo(65536, within(1e-4));
    assertThat(new FineShort(-2).toSeconds()).isCloseTo(16, within(1e-8));
  }
}
