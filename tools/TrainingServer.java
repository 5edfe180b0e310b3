// SPDX-License-Identifier: Apache-2.0

import dev.meantime.wire.Decoded;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/// Answers every NTP request on a loopback port, which it prints, until it is killed: the other side of the runs that
/// train the AOT caches.
public final class TrainingServer {

  public static void main(String[] args) throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      System.out.println(socket.getLocalPort());
      byte[] buffer = new byte[PacketCodec.MAX_LENGTH];
      while (true) {
        DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
        socket.receive(datagram);
        NtpTimestamp now = now();
        if (PacketCodec.decode(buffer, datagram.getLength()) instanceof Decoded.Packet(NtpPacket request, int ignored)) {
          byte[] reply = PacketCodec.encode(reply(request, now));
          socket.send(new DatagramPacket(reply, reply.length, datagram.getSocketAddress()));
        }
      }
    }
  }

  private static NtpPacket reply(NtpPacket request, NtpTimestamp now) {
    return new NtpPacket(
        LeapIndicator.NONE,
        request.version(),
        Mode.SERVER,
        1,
        request.poll(),
        -20,
        NtpShort.ZERO,
        NtpShort.ofSeconds(0.001),
        ReferenceId.ofText("GPS"),
        now,
        request.transmit(),
        now,
        now(),
        List.of(),
        new MacField.None());
  }

  private static NtpTimestamp now() {
    Instant now = Instant.now();
    return NtpTimestamp.ofEpochNanos(now.getEpochSecond() * 1_000_000_000L + now.getNano());
  }
}
