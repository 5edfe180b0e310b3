// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import dev.meantime.control.ControlResponder;
import dev.meantime.control.ControlTarget;
import dev.meantime.control.RequestCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Set;

/// A command port on the loopback without a daemon behind it: whatever the target says is answered,
/// on a thread of its own.
final class ControlServer implements AutoCloseable {

  private final DatagramSocket socket;
  private final ControlResponder responder;
  private final Thread thread;

  ControlServer(ControlTarget target, Set<RequestCode> open) {
    this.responder = new ControlResponder(target, open);
    try {
      this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    this.thread = Thread.ofPlatform().name("control-server").start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    byte[] buffer = new byte[2048];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        var reply = responder.respond(buffer, packet.getLength(), ControlResponder.Access.OPEN);
        if (reply.isPresent()) {
          byte[] octets = reply.get();
          socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
