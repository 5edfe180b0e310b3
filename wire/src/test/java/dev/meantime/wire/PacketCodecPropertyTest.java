// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PacketCodecPropertyTest {

  @Test
  void everyPacketSurvivesTheRoundTrip() {
    long seed = 0x5EED0002L;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      NtpPacket packet = Packets.random(random);
      byte[] octets = PacketCodec.encode(packet);
      String where = "seed %x, step %d".formatted(seed, i);
      assertThat(octets).as(where).hasSize(packet.length());
      assertThat(PacketCodec.decode(octets, octets.length))
          .as(where)
          .isEqualTo(new Decoded.Packet(packet, packet.length() - packet.mac().length()));
    }
  }

  @Test
  void mutatedPacketsAreDecodedOrMalformedButNeverThrow() {
    long seed = 0x5EED0003L;
    SplittableRandom random = new SplittableRandom(seed);
    int malformed = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] octets = mutate(PacketCodec.encode(Packets.random(random)), random);
      try {
        if (!PacketCodecFuzzTest.decodesToItself(octets)) {
          malformed++;
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed %x, step %d".formatted(seed, i), e);
      }
    }
    assertThat(malformed).as("both outcomes occur").isBetween(10_000, 90_000);
  }

  private static byte[] mutate(byte[] octets, SplittableRandom random) {
    byte[] mutated = octets;
    if (random.nextInt(3) == 0) {
      int length = random.nextBoolean() ? octets.length / 4 + 1 : 300;
      mutated = Arrays.copyOf(octets, 4 * random.nextInt(length));
    }
    for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
    }
    return mutated;
  }
}
