// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WireCursorTest {

  @Test
  void writesAndReadsBigEndian() {
    WireWriter out = new WireWriter(24);
    out.u8(0x1ff);
    out.u8(-2);
    out.u16(0x1_fffe);
    out.i32(0x01020304);
    out.i64(0x05060708090a0b0cL);
    out.skip(2);
    out.octets(new byte[] {1, 2});
    assertThat(out.length()).isEqualTo(20);
    assertThat(out.toByteArray())
        .asHexString()
        .isEqualTo("FFFEFFFE010203040506070809" + "0A0B0C00000102");

    WireReader in = new WireReader(out.toByteArray(), 20);
    assertThat(in.u8()).isEqualTo(0xff);
    assertThat(in.i8()).isEqualTo(-2);
    assertThat(in.u16()).isEqualTo(0xfffe);
    assertThat(in.i32()).isEqualTo(0x01020304);
    assertThat(in.i64()).isEqualTo(0x05060708090a0b0cL);
    assertThat(in.remaining()).isEqualTo(4);
    assertThat(in.octets(4)).containsExactly(0, 0, 1, 2);
    assertThat(in.remaining()).isZero();
  }

  @Test
  void refusesToPassTheEnd() {
    WireReader in = new WireReader(new byte[8], 3);
    in.u16();
    assertThatThrownBy(in::u16).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> in.octets(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(in.u8()).isZero();
    assertThatThrownBy(in::u8).isInstanceOf(IndexOutOfBoundsException.class);

    WireWriter out = new WireWriter(3);
    out.u16(1);
    assertThatThrownBy(() -> out.i32(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> out.skip(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(out.length()).isEqualTo(2);
  }

  @Test
  void refusesALengthOutsideTheArray() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WireReader(new byte[3], 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new WireReader(new byte[3], -1));
  }
}
