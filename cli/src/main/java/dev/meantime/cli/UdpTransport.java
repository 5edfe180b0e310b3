// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/// To a daemon's command port.
final class UdpTransport implements Transport {

  private final DatagramSocket socket;

  private UdpTransport(DatagramSocket socket) {
    this.socket = socket;
  }

  /// @throws IOException when there is no route, or no such address family
  static UdpTransport open(InetSocketAddress daemon) throws IOException {
    DatagramSocket socket = new DatagramSocket();
    try {
      socket.connect(daemon);
      return new UdpTransport(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void send(byte[] request) throws IOException {
    socket.send(new DatagramPacket(request, request.length));
  }

  @Override
  public int receive(byte[] buffer, long timeoutMillis) throws IOException {
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    socket.setSoTimeout(Math.clamp(timeoutMillis, 1, Integer.MAX_VALUE));
    try {
      socket.receive(packet);
      return packet.getLength();
    } catch (SocketTimeoutException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
