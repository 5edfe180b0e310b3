// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.refclock.SocketSample.Decoded;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SocketSampleTest {

  // As a C program on x86-64 writes it: gcc's own octets.
  private static final String LONG =
      "80c91c6a00000000" // tv_sec 1780271488
          + "40e2010000000000" // tv_usec 123456
          + "000000000000e0bf" // offset -0.5
          + "00000000" // pulse
          + "01000000" // leap
          + "00000000" // padding
          + "4b434f53"; // magic
  private static final String SHORT =
      "80c91c6a"
          + "40e20100"
          + "000000000000e03f"
          + "01000000"
          + "02000000"
          + "00000000"
          + "4b434f53";

  private static Decoded decode(String hex) {
    return SocketSample.decode(HexFormat.of().parseHex(hex), ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void readsTheStructOfAMachineWithLongWords() {
    assertThat(decode(LONG))
        .isEqualTo(new Decoded.Valid(new SocketSample(1_780_271_488_123_456_000L, -0.5, false, 1)));
  }

  @Test
  void readsTheStructOfAMachineWithShortTimes() {
    assertThat(decode(SHORT))
        .isEqualTo(new Decoded.Valid(new SocketSample(1_780_271_488_123_456_000L, 0.5, true, 2)));
  }

  @Test
  void readsTheOtherByteOrder() {
    byte[] datagram =
        HexFormat.of()
            .parseHex(
                "000000006a1cc980"
                    + "000000000001e240"
                    + "bfe0000000000000"
                    + "00000000"
                    + "00000001"
                    + "00000000"
                    + "534f434b");
    assertThat(SocketSample.decode(datagram, ByteOrder.BIG_ENDIAN)).isEqualTo(decode(LONG));
  }

  @Test
  void refusesOtherLengths() {
    assertThat(decode(LONG + "00")).isInstanceOf(Decoded.Malformed.class);
    assertThat(decode("")).isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  void refusesAnotherMagic() {
    assertThat(decode(LONG.replace("4b434f53", "4b434f54")))
        .isEqualTo(new Decoded.Malformed("it does not end in SOCK"));
  }

  @Test
  void refusesTimesAndOffsetsThatCannotBe() {
    assertThat(decode(LONG.replace("40e2010000000000", "40420f0000000000")))
        .isEqualTo(new Decoded.Malformed("its time stamp is out of range"));
    assertThat(decode(LONG.replace("80c91c6a00000000", "80c91c6a000000f0")))
        .isEqualTo(new Decoded.Malformed("its time stamp is out of range"));
    assertThat(decode(LONG.replace("80c91c6a00000000", "80c91c6a00000070")))
        .isEqualTo(new Decoded.Malformed("its time stamp is out of range"));
    assertThat(decode(LONG.replace("000000000000e0bf", "000000000000f87f")))
        .isEqualTo(new Decoded.Malformed("its offset is out of range"));
  }
}
