// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Platforms;
import dev.meantime.platform.Timers;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// To a daemon's Unix socket. The JDK has no Unix datagram sockets, so this goes through the
/// platform; its classes are loaded only when there is a socket that we may write to.
final class LocalTransport implements Transport, DatagramHandler {

  /// The daemon, perhaps running as another user, must be able to answer.
  private static final int SOCKET_MODE = 0666;

  private final Platform platform;
  private final UnixDomainSocketAddress daemon;
  private final DatagramPort port;
  private final Queue<byte[]> received = new ArrayDeque<>();
  private boolean timedOut;

  private LocalTransport(Platform platform, Path socket) throws IOException {
    this.platform = platform;
    this.daemon = UnixDomainSocketAddress.of(socket);
    this.port = platform.network().openLocal(ownPath(socket), SOCKET_MODE, this);
  }

  /// Whether there is a socket that we may send to.
  static boolean isUsable(Path socket) {
    return Files.isWritable(socket);
  }

  /// @throws IOException when there is no way to that socket
  static LocalTransport open(Path socket) throws IOException {
    Platform platform = Platforms.open(Optional.empty());
    try {
      return new LocalTransport(platform, socket);
    } catch (UnsupportedOperationException e) {
      platform.close();
      throw new IOException("this platform has no Unix datagram sockets", e);
    } catch (IOException | RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  /// Where chronyc binds its own: the daemon's directory is the one place that both can enter.
  private static Path ownPath(Path socket) {
    return socket.resolveSibling("chronyc." + ProcessHandle.current().pid() + ".sock");
  }

  @Override
  public void send(byte[] request) throws IOException {
    port.send(request, daemon);
  }

  @Override
  public int receive(byte[] buffer, long timeoutMillis) {
    timedOut = false;
    Timers.Timer timer =
        platform
            .timers()
            .schedule(
                platform.monotonicClock().nowNanos() + timeoutMillis * 1_000_000,
                () -> {
                  timedOut = true;
                  platform.eventLoop().stop();
                });
    while (received.isEmpty() && !timedOut) {
      platform.eventLoop().run();
    }
    timer.cancel();
    byte[] data = received.poll();
    if (data == null) {
      return -1;
    }
    int length = Math.min(data.length, buffer.length);
    System.arraycopy(data, 0, buffer, 0, length);
    return length;
  }

  @Override
  public void onDatagram(Datagram datagram) {
    received.add(datagram.data());
    platform.eventLoop().stop();
  }

  @Override
  public void close() {
    port.close();
    platform.close();
  }
}
