// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static dev.meantime.wire.Packets.concat;
import static dev.meantime.wire.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {

  private static final byte[] RESPONSE =
      hex(
          """
          24                ; leap none, version 4, mode server
          01                ; stratum
          06                ; poll 64 s
          e7                ; precision 2^-25 s
          00000015          ; root delay 21/65536 s
          00010000          ; root dispersion 1 s
          47505300          ; reference ID GPS
          ec9a1b10 80000000 ; reference
          0123456789abcdef  ; origin: the request's cookie
          ec9a1b20 40000000 ; receive
          ec9a1b20 40001000 ; transmit
          """);

  private static final String KEY_7 = "00000007";

  @Test
  void decodesAServersResponse() {
    NtpPacket packet = decode(RESPONSE).packet();
    assertThat(packet)
        .isEqualTo(
            new NtpPacket(
                LeapIndicator.NONE,
                4,
                Mode.SERVER,
                1,
                6,
                -25,
                new NtpShort(0x15),
                NtpShort.ofSeconds(1),
                ReferenceId.ofText("GPS"),
                new NtpTimestamp(0xec9a1b10_80000000L),
                new NtpTimestamp(0x0123456789abcdefL),
                new NtpTimestamp(0xec9a1b20_40000000L),
                new NtpTimestamp(0xec9a1b20_40001000L),
                List.of(),
                new MacField.None()));
    assertThat(decode(RESPONSE).macOffset()).isEqualTo(48);
    assertThat(PacketCodec.encode(packet)).isEqualTo(RESPONSE);
  }

  @Test
  void requestHidesEverythingButPollAndCookie() {
    assertThat(PacketCodec.encode(NtpPacket.clientRequest(4, -2, 0x0123456789abcdefL)))
        .isEqualTo(
            hex(
                """
                23 00 fe 20                              ; version 4, client; poll -2; precision 32
                00000000 00000000 00000000               ; root delay, dispersion, reference ID
                0000000000000000                         ; reference
                0000000000000000                         ; origin
                0000000000000000                         ; receive
                0123456789abcdef                         ; transmit: the cookie
                """));
  }

  @Test
  void firstOctetHoldsLeapVersionAndMode() {
    for (int first = 0; first < 256; first++) {
      byte[] data = new byte[48];
      data[0] = (byte) first;
      int version = first >> 3 & 7;
      Decoded decoded = PacketCodec.decode(data, 48);
      if (version == 0 || version > 4) {
        assertMalformed(data, Decoded.Reason.UNSUPPORTED_VERSION);
      } else {
        NtpPacket packet = ((Decoded.Packet) decoded).packet();
        assertThat(packet.leap().code()).isEqualTo(first >> 6);
        assertThat(packet.version()).isEqualTo(version);
        assertThat(packet.mode().code()).isEqualTo(first & 7);
        assertThat(PacketCodec.encode(packet)).isEqualTo(data);
      }
    }
  }

  @Test
  void lengthIsCheckedFirst() {
    for (int length = 0; length < 48; length++) {
      assertMalformed(new byte[length], Decoded.Reason.TOO_SHORT);
    }
    byte[] large = Arrays.copyOf(RESPONSE, PacketCodec.MAX_LENGTH + 4);
    assertMalformed(large, Decoded.Reason.TOO_LONG);
    for (int extra = 1; extra < 4; extra++) {
      assertMalformed(Arrays.copyOf(RESPONSE, 48 + extra), Decoded.Reason.UNALIGNED);
    }
  }

  @Test
  void ignoresOctetsOfTheBufferBehindTheDatagram() {
    byte[] buffer = Arrays.copyOf(RESPONSE, 2000);
    Arrays.fill(buffer, 48, 2000, (byte) 0xff);
    assertThat(PacketCodec.decode(buffer, 48)).isEqualTo(decode(RESPONSE));
  }

  @ParameterizedTest
  @CsvSource({"4, 16", "4, 20", "3, 16", "3, 20", "3, 28", "3, 64", "2, 32", "1, 16"})
  void restIsAMac(int version, int digestLength) {
    byte[] data = concat(header(version), hex(KEY_7), filled(digestLength));
    assertThat(decode(data).packet().mac()).isEqualTo(new MacField.Mac(7, filled(digestLength)));
    assertThat(decode(data).macOffset()).isEqualTo(48);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 8", "3, 12", "3, 16", "3, 76", "3, 72", "2, 72", "1, 72", "4, 8", "4, 12", "4, 16"
  })
  void restOfAnImpossibleLengthIsNoMac(int version, int rest) {
    assertMalformed(concat(header(version), filled(rest)), Decoded.Reason.BAD_MAC_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void fourZerosAreACryptoNak(int version) {
    assertThat(decode(concat(header(version), new byte[4])).packet().mac())
        .isEqualTo(new MacField.CryptoNak());
    assertMalformed(concat(header(version), hex("00000001")), Decoded.Reason.BAD_MAC_LENGTH);
  }

  @Test
  void oldVersionsHaveNoExtensionFields() {
    byte[] field = hex("0104 001c" + "11".repeat(24));
    for (int version = 1; version < 4; version++) {
      NtpPacket packet = decode(concat(header(version), field)).packet();
      assertThat(packet.extensionFields()).isEmpty();
      assertThat(packet.mac()).isInstanceOf(MacField.Mac.class);
    }
    assertThat(decode(concat(header(4), field)).packet().extensionFields())
        .containsExactly(new ExtensionField(0x0104, filled(24)));
  }

  @Test
  void fieldsAreFollowedByNothingOrAMacOrACryptoNak() {
    byte[] first = hex("0104 0010" + "11".repeat(12));
    byte[] last = hex("f323 001c" + "11".repeat(24));
    List<ExtensionField> fields =
        List.of(new ExtensionField(0x0104, filled(12)), new ExtensionField(0xf323, filled(24)));

    Decoded.Packet bare = decode(concat(header(4), first, last));
    assertThat(bare.packet().extensionFields()).isEqualTo(fields);
    assertThat(bare.packet().mac()).isEqualTo(new MacField.None());
    assertThat(bare.macOffset()).isEqualTo(92);

    Decoded.Packet nak = decode(concat(header(4), first, last, new byte[4]));
    assertThat(nak.packet().extensionFields()).isEqualTo(fields);
    assertThat(nak.packet().mac()).isEqualTo(new MacField.CryptoNak());
    assertThat(nak.macOffset()).isEqualTo(92);

    Decoded.Packet sealed = decode(concat(header(4), first, hex(KEY_7), filled(20)));
    assertThat(sealed.packet().extensionFields()).isEqualTo(fields.subList(0, 1));
    assertThat(sealed.packet().mac()).isEqualTo(new MacField.Mac(7, filled(20)));
    assertThat(sealed.macOffset()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "0004", "000c", "0011", "0012", "0020", "fffc", "ffff"})
  void fieldOfAnImpossibleLengthIsMalformed(String length) {
    assertMalformed(
        concat(header(4), hex("0104" + length), filled(24)), Decoded.Reason.BAD_EXTENSION_FIELD);
  }

  @Test
  void shortLastFieldWithoutMacIsMalformed() {
    byte[] full = hex("0104 001c" + "11".repeat(24));
    byte[] tooShort = hex("0104 0010" + "11".repeat(12));
    assertMalformed(concat(header(4), full, tooShort), Decoded.Reason.BAD_MAC_LENGTH);
  }

  @Test
  void windowsRequestsDecodeAsAMac() {
    byte[] plain = concat(header(3), hex("f4010000"), new byte[16]);
    MacField.Mac mac = new MacField.Mac(0xf4010000, new byte[16]);
    assertThat(plain).hasSize(68);
    assertThat(decode(plain).packet().mac()).isEqualTo(mac);
    assertThat(mac.asksForSignature()).isTrue();

    byte[] extended = concat(header(3), hex("f4010000 01000000"), new byte[64]);
    assertThat(extended).hasSize(120);
    MacField.Mac found = (MacField.Mac) decode(extended).packet().mac();
    assertThat(found.digest()).hasSize(68);
    assertThat(found.asksForSignature()).isTrue();
    assertThat(PacketCodec.encode(decode(extended).packet())).isEqualTo(extended);
  }

  @Test
  void digestIsNoRequestForASignature() {
    assertThat(new MacField.Mac(0, new byte[16]).asksForSignature()).isFalse();
    assertThat(new MacField.Mac(7, new byte[20]).asksForSignature()).isFalse();
    assertThat(new MacField.Mac(7, filled(16)).asksForSignature()).isFalse();
    assertThat(new MacField.Mac(7, filled(68)).asksForSignature()).isFalse();
  }

  private static Decoded.Packet decode(byte[] data) {
    Decoded decoded = PacketCodec.decode(data, data.length);
    assertThat(decoded).isInstanceOf(Decoded.Packet.class);
    return (Decoded.Packet) decoded;
  }

  private static void assertMalformed(byte[] data, Decoded.Reason reason) {
    assertThat(PacketCodec.decode(data, data.length)).isEqualTo(new Decoded.Malformed(reason));
  }

  private static byte[] header(int version) {
    byte[] header = RESPONSE.clone();
    header[0] = (byte) (version << 3 | 4);
    return header;
  }

  private static byte[] filled(int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 0x11);
    return octets;
  }
}
