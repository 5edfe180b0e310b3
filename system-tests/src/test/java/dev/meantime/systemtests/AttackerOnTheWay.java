// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between a client and a server that share a key which it does not know: it reads
/// everything, and sends the client what it likes before it passes the server's answer on.
final class AttackerOnTheWay implements AutoCloseable {

  private static final int REMEMBERED = 16;
  private static final int MODE_MASK = 7;
  private static final long TEN_SECONDS = 10L << 32;
  private static final byte[] RATE = {'R', 'A', 'T', 'E'};
  private static final byte[] DENY = {'D', 'E', 'N', 'Y'};

  private final DatagramSocket front;
  private final DatagramSocket back;
  private final Deque<byte[]> earlier = new ArrayDeque<>();
  private final AtomicLong attacks = new AtomicLong();
  private volatile SocketAddress client = new InetSocketAddress(0);
  private volatile byte[] request = {};
  private volatile boolean honest = true;

  private AttackerOnTheWay(DatagramSocket front, DatagramSocket back) {
    this.front = front;
    this.back = back;
    Thread.ofPlatform().daemon().name("requests").start(this::passRequests);
    Thread.ofPlatform().daemon().name("answers").start(this::passAnswers);
  }

  /// Listens at an address for the client, as if it were the server.
  static AttackerOnTheWay between(String address, InetSocketAddress server) {
    try {
      DatagramSocket front =
          new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      DatagramSocket back =
          new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      back.connect(server);
      return new AttackerOnTheWay(front, back);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return front.getLocalPort();
  }

  /// Attacks from now on.
  void attack() {
    honest = false;
  }

  /// Datagrams sent to the client that the server never sent then.
  long attacks() {
    return attacks.get();
  }

  @Override
  public void close() {
    front.close();
    back.close();
  }

  private void passRequests() {
    try {
      while (true) {
        DatagramPacket packet = receive(front);
        client = packet.getSocketAddress();
        request = Arrays.copyOf(packet.getData(), packet.getLength());
        back.send(new DatagramPacket(request, request.length));
        if (!honest) {
          // The request itself, as if the server asked; and answers of before.
          deliver(request);
          for (byte[] old : List.copyOf(remembered())) {
            deliver(old);
          }
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void passAnswers() {
    try {
      while (true) {
        DatagramPacket packet = receive(back);
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (!honest) {
          for (byte[] lie : lies(answer)) {
            deliver(lie);
          }
        }
        front.send(new DatagramPacket(answer, answer.length, client));
        if (!honest) {
          for (byte[] lie : lies(answer)) {
            deliver(lie);
          }
          deliver(answer);
        }
        remember(answer);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /// What can be made of an answer without its key.
  private List<byte[]> lies(byte[] answer) {
    List<byte[]> lies = new ArrayList<>(remembered());
    byte[] bare = Arrays.copyOf(answer, Requests.HEADER);
    byte[] nak = Arrays.copyOf(answer, Requests.HEADER + 4);
    Arrays.fill(nak, Requests.HEADER, nak.length, (byte) 0);
    for (byte[] whole : List.of(answer, bare, nak)) {
      for (int field : new int[] {Requests.RECEIVE, Requests.TRANSMIT}) {
        lies.add(shifted(whole, field, TEN_SECONDS));
        lies.add(shifted(whole, field, -TEN_SECONDS));
      }
      lies.add(
          shifted(shifted(whole, Requests.RECEIVE, TEN_SECONDS), Requests.TRANSMIT, TEN_SECONDS));
      lies.add(kiss(whole, RATE));
      lies.add(kiss(whole, DENY));
      for (int mode = 0; mode <= MODE_MASK; mode++) {
        lies.add(Requests.with(whole, 0, (whole[0] & ~MODE_MASK) | mode));
      }
      lies.add(Requests.with(whole, 0, whole[0] | 0xc0));
      lies.add(Requests.with(whole, Requests.STRATUM, 1));
    }
    // The answer itself is no lie yet; as the server's own it comes once more at the end.
    lies.removeIf(lie -> Arrays.equals(lie, answer));
    return lies;
  }

  private static byte[] shifted(byte[] answer, int field, long by) {
    byte[] changed = answer.clone();
    ByteBuffer.wrap(changed).putLong(field, Requests.timestamp(answer, field) + by);
    return changed;
  }

  private static byte[] kiss(byte[] answer, byte[] code) {
    byte[] changed = Requests.with(Requests.with(answer, Requests.STRATUM, 0), 0, answer[0] | 0xc0);
    ByteBuffer.wrap(changed).put(12, code);
    return changed;
  }

  private void deliver(byte[] datagram) throws IOException {
    attacks.incrementAndGet();
    front.send(new DatagramPacket(datagram, datagram.length, client));
  }

  private void remember(byte[] answer) {
    synchronized (earlier) {
      earlier.addLast(answer);
      if (earlier.size() > REMEMBERED) {
        earlier.removeFirst();
      }
    }
  }

  private List<byte[]> remembered() {
    synchronized (earlier) {
      return List.copyOf(earlier);
    }
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    socket.receive(packet);
    return packet;
  }
}
