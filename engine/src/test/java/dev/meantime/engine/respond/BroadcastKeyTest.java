// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.wire.NtpPacket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Broadcasts with a key, their digests computed anew (RFC 5905 §7.3: the secret, then the packet).
class BroadcastKeyTest {

  private static final byte[] SECRET = "a secret of the test".getBytes(StandardCharsets.US_ASCII);
  private static final long WALL = 1_700_000_000_000_000_000L;

  /// Version 4 has no room for a MAC of more than 24 octets.
  @ParameterizedTest
  @CsvSource({"SHA1, SHA-1, 4", "SHA256, SHA-256, 3"})
  void endsInTheDigestOfSecretAndPacket(KeyAlgorithm algorithm, String name, int version)
      throws NoSuchAlgorithmException {
    BroadcastPackets packets =
        new BroadcastPackets(
            -20, 64, new SymmetricAuthenticator(new SymmetricKey(0xfedcL, algorithm, SECRET)), 1);
    ServedClock clock = new FixedClock(0.25);
    byte[] packet = packets.next(clock, WALL).orElseThrow();
    assertThat(packet[0]).isEqualTo((byte) (version << 3 | 5));
    byte[] header = Arrays.copyOf(packet, NtpPacket.HEADER_LENGTH);
    MessageDigest digest = MessageDigest.getInstance(name);
    digest.update(SECRET);
    assertThat(Arrays.copyOfRange(packet, header.length, header.length + 4))
        .isEqualTo(new byte[] {0, 0, (byte) 0xfe, (byte) 0xdc});
    assertThat(Arrays.copyOfRange(packet, header.length + 4, packet.length))
        .isEqualTo(digest.digest(header));

    // The timestamp of the packet that left is found again behind its MAC.
    packets.onTransmitted(packet, clock, WALL + 1_000);
    byte[] next = packets.next(clock, WALL + 64_000_000_000L).orElseThrow();
    assertThat(Arrays.copyOfRange(next, 24, 32)).isNotEqualTo(Arrays.copyOfRange(packet, 40, 48));
  }
}
