// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `broadcast`, heard on the loopback network's broadcast address.
class BroadcastTest {

  private static final int LIMIT_MILLIS = 20_000;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theTimeIsBroadcastEverySecond(Kind kind) throws IOException {
    try (DatagramSocket listener = new DatagramSocket()) {
      listener.setSoTimeout(LIMIT_MILLIS);
      try (ServerUnderTest _ =
          ServerUnderTest.serving(
              kind, directory, "broadcast 1 127.255.255.255 " + listener.getLocalPort())) {
        NtpTimestamp last = receive(listener).transmit();
        for (int i = 0; i < 2; i++) {
          NtpPacket packet = receive(listener);
          assertThat(packet.version()).isEqualTo(4);
          assertThat(packet.mode()).isEqualTo(Mode.BROADCAST);
          assertThat(packet.leap()).isEqualTo(LeapIndicator.NONE);
          assertThat(packet.stratum()).isEqualTo(ServerUnderTest.STRATUM);
          assertThat(packet.poll()).isZero();
          assertThat(packet.precision()).isEqualTo(ServerUnderTest.PRECISION);
          assertThat(packet.origin()).isEqualTo(NtpTimestamp.ZERO);
          assertThat(packet.receive()).isEqualTo(NtpTimestamp.ZERO);
          assertThat(packet.extensionFields()).isEmpty();
          assertThat(now().secondsSince(packet.transmit())).isBetween(0.0, 1.0);
          assertThat(packet.transmit().secondsSince(last)).isBetween(0.5, 3.0);
          last = packet.transmit();
        }
      }
    }
  }

  private static NtpPacket receive(DatagramSocket listener) throws IOException {
    DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
    listener.receive(datagram);
    byte[] octets = Arrays.copyOf(datagram.getData(), datagram.getLength());
    assertThat(octets).hasSize(Requests.HEADER);
    return ((Decoded.Packet) PacketCodec.decode(octets, octets.length)).packet();
  }

  private static NtpTimestamp now() {
    return NtpTimestamp.ofEpochNanos(Duration.between(Instant.EPOCH, Instant.now()).toNanos());
  }
}
