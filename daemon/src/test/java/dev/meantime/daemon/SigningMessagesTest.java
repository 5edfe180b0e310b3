// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.SigningMessages.Answer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningMessagesTest {

  /// In place of 48 octets of a packet.
  private static final String PACKET = "1c0806e8 00000000 7f7f0101";

  private static final String MAC = "51040000 000102030405060708090a0b0c0d0e0f";
  private static final int NUMBER = 0xfffe;
  private static final int LONGEST = 32;

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Answer answer(String hex) {
    return SigningMessages.answer(octets(hex), NUMBER, octets(PACKET), LONGEST);
  }

  @Test
  void asksForAClientsSignatureWithTheAccountAsTheClientWroteIt() {
    assertThat(SigningMessages.question(NUMBER, 0x5104_0000, octets(PACKET)))
        .isEqualTo(
            octets(
                // version, operation, number and nothing, account
                "00000000" + "00000000" + "fffe" + "0000" + "51040000" + PACKET));
  }

  @Test
  void takesAPacketWithItsMac() {
    assertThat(answer("00000000" + "00000003" + "0000fffe" + PACKET + MAC))
        .isInstanceOfSatisfying(
            Answer.Signed.class,
            signed -> assertThat(signed.packet()).isEqualTo(octets(PACKET + MAC)));
  }

  @Test
  void knowsARefusalWhetherOrNotAPacketFollows() {
    Answer.NotSigned refusal = new Answer.NotSigned();
    assertThat(answer("00000000" + "00000004" + "0000fffe")).isEqualTo(refusal);
    assertThat(answer("00000000" + "00000004" + "0000fffe" + PACKET)).isEqualTo(refusal);
  }

  @Test
  void tellsWhatItDoesNotUnderstand() {
    isNonsense("", "an answer of 0 octets");
    isNonsense("00000000" + "00000004" + "0000ff", "an answer of 11 octets");
    isNonsense("80000000" + "00000003" + "0000fffe" + PACKET + MAC, "version 2147483648");
    isNonsense("00000000" + "00000000" + "0000fffe" + PACKET + MAC, "operation 0");
    isNonsense("00000000" + "00000003" + "0000fffd" + PACKET + MAC, "the answer to another");
    // The number has 32 bits there.
    isNonsense("00000000" + "00000003" + "0001fffe" + PACKET + MAC, "the answer to another");
    isNonsense("00000000" + "00000004" + "fffe0000", "the answer to another question");
  }

  @Test
  void takesNoPacketThatIsAnotherOrTooLongOrNotSigned() {
    String success = "00000000" + "00000003" + "0000fffe";
    isNonsense(success, "a signed packet of 0 octets");
    isNonsense(success + PACKET, "a signed packet of 12 octets");
    isNonsense(success + PACKET + MAC + "00", "a signed packet of 33 octets");
    isNonsense(success + "1c0806e8 00000000 7f7f0100" + MAC, "another packet than it was given");
  }

  private static void isNonsense(String hex, String what) {
    assertThat(answer(hex))
        .isInstanceOfSatisfying(
            Answer.Nonsense.class, nonsense -> assertThat(nonsense.what()).startsWith(what));
  }
}
