// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Sends datagrams as fast as a server takes them, with no more on their way than its buffer holds,
/// and judges every answer. Confined to one thread.
final class DatagramStorm implements AutoCloseable {

  private static final int LONGEST = 65_535;
  private static final int CONTROL_HEADER = 12;
  private static final int MODE_6_CONTROL = 6;

  /// Datagrams between two good requests, whose answers say that those before have been taken.
  private static final int BATCH = 32;

  private static final int BATCHES_ON_THEIR_WAY = 2;
  private static final long LOST_NANOS = 500_000_000L;
  private static final long DEAD_NANOS = 20_000_000_000L;

  private final DatagramChannel channel;
  private final ByteBuffer out = ByteBuffer.allocateDirect(LONGEST);
  private final ByteBuffer in = ByteBuffer.allocateDirect(LONGEST);
  private final SplittableRandom cookies = new SplittableRandom(1);
  private final Map<Long, byte[]> asked = new HashMap<>();
  private final Set<Long> controls = new HashSet<>();
  private final Map<Long, Long> fences = new HashMap<>();

  private long sent;
  private long fencesSent;
  private long answers;
  private long controlAnswers;
  private long octetsSent;
  private long octetsReceived;
  private long lastHeard = System.nanoTime();

  private DatagramStorm(DatagramChannel channel) {
    this.channel = channel;
  }

  static DatagramStorm on(String from, InetSocketAddress server) {
    try {
      DatagramChannel channel = DatagramChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
      channel.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      channel.connect(server);
      channel.configureBlocking(false);
      return new DatagramStorm(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends this many more and waits until the server has taken them all.
  ///
  /// @throws AssertionError when one is answered that is no request, or by more than it is
  void send(long count, Supplier<byte[]> datagrams) {
    try {
      for (long left = count; left > 0; left -= BATCH) {
        for (int i = 0; i < Math.min(left, BATCH); i++) {
          byte[] datagram = datagrams.get();
          if (datagram.length >= Requests.HEADER) {
            asked.put(Requests.timestamp(datagram, Requests.TRANSMIT), datagram);
          }
          if (isControl(datagram)) {
            controls.add(controlKey(datagram));
          }
          octetsSent += datagram.length;
          sent++;
          write(datagram);
        }
        fence();
        awaitFewerThan(BATCHES_ON_THEIR_WAY);
        if (asked.size() > 4 * BATCH * BATCHES_ON_THEIR_WAY) {
          awaitFewerThan(1);
          asked.clear();
        }
      }
      awaitFewerThan(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long sent() {
    return sent;
  }

  /// Good requests sent to know how far the server is.
  long fences() {
    return fencesSent;
  }

  long answers() {
    return answers;
  }

  @Override
  public String toString() {
    return "%d datagrams of %d octets, %d answers of %d octets, and %d to ntpq"
        .formatted(sent, octetsSent, answers, octetsReceived, controlAnswers);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fence() throws IOException {
    long cookie = cookies.nextLong();
    fencesSent++;
    fences.put(cookie, System.nanoTime());
    write(Requests.client(4, cookie));
  }

  /// Reads what is there, and waits while too many good requests are unanswered.
  private void awaitFewerThan(int limit) throws IOException {
    read();
    long asking = System.nanoTime();
    while (fences.size() >= limit) {
      Thread.onSpinWait();
      read();
      long now = System.nanoTime();
      if (now - lastHeard > DEAD_NANOS && now - asking > DEAD_NANOS) {
        throw new AssertionError("no answer for 20 s after " + this);
      }
      if (fences.values().removeIf(since -> now - since > LOST_NANOS)) {
        fence();
      }
    }
  }

  private void write(byte[] datagram) throws IOException {
    out.clear();
    out.put(datagram).flip();
    try {
      channel.write(out);
    } catch (PortUnreachableException e) {
      throw new AssertionError("nobody listens any more after " + this, e);
    }
  }

  private void read() throws IOException {
    while (true) {
      in.clear();
      if (channel.read(in) == 0 && in.position() == 0) {
        return;
      }
      in.flip();
      lastHeard = System.nanoTime();
      judge();
    }
  }

  private void judge() {
    byte[] answer = new byte[in.remaining()];
    in.get(answer);
    if (isControlAnswer(answer)) {
      // ntpq's requests are answered to this machine, at length.
      if (!controls.contains(controlKey(answer))) {
        throw new AssertionError("nobody asked for " + HexFormat.of().formatHex(answer));
      }
      controlAnswers++;
      return;
    }
    if (answer.length < Requests.HEADER) {
      throw new AssertionError("an answer that is none: " + HexFormat.of().formatHex(answer));
    }
    long origin = Requests.timestamp(answer, Requests.ORIGIN);
    if (fences.remove(origin) != null) {
      return;
    }
    byte[] request = asked.remove(origin);
    if (request == null) {
      // A good request's that was given up.
      return;
    }
    answers++;
    octetsReceived += answer.length;
    if (answer.length > request.length || !isRequest(request)) {
      throw new AssertionError(
          "%s was answered by %s"
              .formatted(HexFormat.of().formatHex(request), HexFormat.of().formatHex(answer)));
    }
  }

  private static boolean isControl(byte[] datagram) {
    return datagram.length >= CONTROL_HEADER && (datagram[0] & 7) == MODE_6_CONTROL;
  }

  private static boolean isControlAnswer(byte[] datagram) {
    return isControl(datagram) && (datagram[1] & 0x80) != 0;
  }

  /// What an answer repeats of its request: version, opcode, sequence and association.
  private static long controlKey(byte[] datagram) {
    ByteBuffer fields = ByteBuffer.wrap(datagram);
    return ((datagram[0] >>> 3 & 7L) << 56)
        | ((datagram[1] & 0x1fL) << 48)
        | ((fields.getShort(2) & 0xffffL) << 16)
        | (fields.getShort(6) & 0xffff);
  }

  private static boolean isRequest(byte[] datagram) {
    int version = datagram[0] >>> 3 & 7;
    int mode = datagram[0] & 7;
    return version >= 1
        && version <= 4
        && (mode == Requests.MODE_3_CLIENT
            || mode == Requests.MODE_1_ACTIVE
            || (mode == 0 && version == 1));
  }
}
