// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
class KnownFieldFuzzTest {

  private static final int GUARD = 16;

  @FuzzTest
  void anyFieldIsReadOrUnknown(byte[] data) {
    if (data.length >= 2) {
      readsBack(
          ((data[0] & 0xff) << 8) | (data[1] & 0xff), Arrays.copyOfRange(data, 2, data.length));
    }
  }

  @FuzzTest
  void anyPacketGetsAWellFormedAnswer(byte[] data) {
    answered(data);
  }

  @Test
  void randomFieldsAreReadOrUnknown() {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    int known = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] body = new byte[random.nextInt(4) == 0 ? 12 + 4 * random.nextInt(8) : 24];
      random.nextBytes(body);
      int type = random.nextBoolean() ? 0xf323 : random.nextBoolean() ? 0x010a : random.nextInt(9);
      if (random.nextBoolean()) {
        ByteBuffer.wrap(body).putInt(0xf5bedd9a);
      }
      known += readsBack(type, body) ? 1 : 0;
    }
    assertThat(known).as("seed %d", seed).isGreaterThan(10_000);
  }

  @Test
  void randomPacketsGetWellFormedAnswers() {
    long seed = 20261127;
    SplittableRandom random = new SplittableRandom(seed);
    int answered = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] data;
      if (random.nextBoolean()) {
        data = PacketCodec.encode(Packets.random(random));
      } else {
        data = new byte[48 + 4 * random.nextInt(60)];
        random.nextBytes(data);
      }
      for (int at = 48; at + 28 <= data.length && random.nextInt(3) > 0; at += 28) {
        ByteBuffer field = ByteBuffer.wrap(data, at, 8).slice();
        field.putShort((short) (random.nextBoolean() ? 0xf323 : 0x010a)).putShort((short) 28);
        field.putInt(0xf5bedd9a);
      }
      answered += answered(data) ? 1 : 0;
    }
    assertThat(answered).as("seed %d", seed).isGreaterThan(10_000);
  }

  private static boolean readsBack(int type, byte[] body) {
    if (body.length < 12 || body.length % 4 != 0 || body.length > 1024) {
      return false;
    }
    ExtensionField field = new ExtensionField(type, body);
    return KnownField.of(field)
        .map(known -> {
          if (known instanceof MonotonicRoot) {
            assertThat(known.toField()).isEqualTo(field);
          }
          assertThat(KnownField.of(known.toField())).contains(known);
          return true;
        })
        .orElse(false);
  }

  /// Whether there is an answer; the octets around the packet must not be touched.
  private static boolean answered(byte[] data) {
    if (data.length < 48 || data.length > PacketCodec.MAX_LENGTH || data.length % 4 != 0) {
      return false;
    }
    byte[] version4 = data.clone();
    version4[0] = (byte) ((version4[0] & 0xc7) | 0x20);
    Decoded decoded = PacketCodec.decode(version4, version4.length);
    byte[] around = new byte[version4.length + 2 * GUARD];
    Arrays.fill(around, (byte) 0x5a);
    System.arraycopy(version4, 0, around, GUARD, version4.length);
    ByteBuffer buffer = ByteBuffer.wrap(around);
    int macOffset = ExtensionReply.macOffset(buffer, GUARD, version4.length);
    return switch (decoded) {
      case Decoded.Malformed malformed -> {
        assertThat(macOffset).isEqualTo(ExtensionReply.MALFORMED);
        yield false;
      }
      case Decoded.Packet(NtpPacket packet, int expected) -> {
        assertThat(macOffset).isEqualTo(expected);
        int length = ExtensionReply.fill(buffer, GUARD, macOffset, 1, 2, 3, 4, 5);
        assertThat(length).isBetween(48, macOffset);
        for (int i = 0; i < GUARD; i++) {
          assertThat(around[i]).isEqualTo((byte) 0x5a);
          assertThat(around[around.length - 1 - i]).isEqualTo((byte) 0x5a);
        }
        byte[] reply = Arrays.copyOfRange(around, GUARD, GUARD + length);
        assertFilled(packet, PacketCodec.decode(reply, length));
        yield true;
      }
    };
  }

  private static void assertFilled(NtpPacket request, Decoded reply) {
    Set<Integer> asked = new HashSet<>();
    for (ExtensionField field : request.extensionFields()) {
      KnownField.of(field).ifPresent(known -> asked.add(field.type()));
    }
    assertThat(reply).isInstanceOf(Decoded.Packet.class);
    Set<Integer> got = new HashSet<>();
    for (ExtensionField field : ((Decoded.Packet) reply).packet().extensionFields()) {
      assertThat(got.add(field.type())).isTrue();
      assertThat(KnownField.of(field).orElseThrow())
          .isIn(
              new NetworkCorrection(5),
              new MonotonicRoot(new FineShort(1), new FineShort(2), new NtpTimestamp(3), 4));
    }
    assertThat(got).isEqualTo(asked);
  }
}
