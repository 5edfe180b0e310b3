// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Sends octets to a server from one address and port, and tells what comes back from exactly where
/// they went.
///
/// Silence is told without waiting for it: a good request follows the one in question. A server
/// takes a socket's datagrams in order, so its answer comes after every answer to what went before.
final class RawClient implements AutoCloseable {

  private static final int LONGEST = 65_535;
  private static final Duration FENCE = Duration.ofSeconds(10);
  private static final int RETRY_MILLIS = 300;

  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private final SplittableRandom cookies = new SplittableRandom(System.nanoTime());

  /// Cookies of good requests, whose answers may come late.
  private final Set<Long> fences = new HashSet<>();

  private RawClient(InetSocketAddress server, DatagramSocket socket) {
    this.server = server;
    this.socket = socket;
  }

  /// From an address and any port.
  static RawClient of(String from, InetSocketAddress server) {
    try {
      DatagramSocket socket =
          new DatagramSocket(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.setReceiveBufferSize(1 << 20);
      // Only what comes from the address that was asked gets through.
      socket.connect(server);
      return new RawClient(server, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress local() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  void send(byte[] datagram) {
    try {
      socket.send(new DatagramPacket(datagram, datagram.length));
    } catch (PortUnreachableException e) {
      // Nobody listened to an earlier one; this one was not sent.
      sendAgain(datagram);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything that came back for these, in the order of arrival.
  List<byte[]> answers(byte[]... datagrams) {
    return answersBefore(this, datagrams);
  }

  /// The same for a client that the server never answers: another asks for the answer that ends the
  /// wait.
  List<byte[]> answersBefore(RawClient fence, byte[]... datagrams) {
    for (byte[] datagram : datagrams) {
      send(datagram);
    }
    List<byte[]> others = fence.fence();
    if (fence == this) {
      return others;
    }
    List<byte[]> mine = new ArrayList<>();
    for (byte[] answer = receive(1); answer.length > 0; answer = receive(1)) {
      mine.add(answer);
    }
    return mine;
  }

  /// The answer to one good request; empty after a second without.
  byte[] ask(byte[] request) {
    send(request);
    return receive(1000);
  }

  /// Whether one good request is answered within a moment.
  boolean isAnswered() {
    return ask(Requests.client(4, cookies.nextLong())).length > 0;
  }

  /// The next datagram; empty when none comes in time.
  byte[] receive(int millis) {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    try {
      socket.setSoTimeout(millis);
      socket.receive(packet);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    } catch (SocketTimeoutException | PortUnreachableException e) {
      return new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  @Override
  public String toString() {
    return local() + " to " + server;
  }

  /// Everything that arrives before the answer to a good request.
  private List<byte[]> fence() {
    List<byte[]> before = new ArrayList<>();
    Set<Long> current = new HashSet<>();
    long deadline = System.nanoTime() + FENCE.toNanos();
    while (System.nanoTime() < deadline) {
      long cookie = cookies.nextLong();
      current.add(cookie);
      fences.add(cookie);
      send(Requests.client(4, cookie));
      for (byte[] got = receive(RETRY_MILLIS); got.length > 0; got = receive(RETRY_MILLIS)) {
        long origin = got.length < Requests.HEADER ? 0 : Requests.timestamp(got, Requests.ORIGIN);
        if (current.contains(origin)) {
          return before;
        }
        if (!fences.contains(origin)) {
          before.add(got);
        }
      }
    }
    throw new AssertionError("a good request was not answered: " + this);
  }

  private void sendAgain(byte[] datagram) {
    try {
      socket.send(new DatagramPacket(datagram, datagram.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
