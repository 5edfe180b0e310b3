// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Network;
import dev.meantime.platform.SystemCallException;
import dev.meantime.platform.UdpOptions;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Opens sockets, and closes what is still open at the end.
final class LinuxNetwork implements Network, AutoCloseable {

  private static final int NTP_PORT = 123;

  private final SocketCalls calls;
  private final PollWaiter waiter;
  private final WallClock clock;
  private final CardStamps cards;
  private final MessageBuffer buffer;
  private final MemorySegment scratch;
  private final List<LinuxDatagramPort> ports = new ArrayList<>();
  private final List<LinuxSocket> stampKeepers = new ArrayList<>();

  LinuxNetwork(
      SocketCalls calls, PollWaiter waiter, WallClock clock, CardStamps cards, Arena arena) {
    this.cards = cards;
    this.calls = calls;
    this.waiter = waiter;
    this.clock = clock;
    this.buffer = new MessageBuffer(arena);
    this.scratch = arena.allocate(LinuxSocket.SCRATCH, Long.BYTES);
  }

  @Override
  public DatagramPort open(UdpOptions options, DatagramHandler handler) throws IOException {
    if (options.timestamps()) {
      keepKernelStampingPackets();
    }
    LinuxSocket socket = socket(SocketAddresses.family(options.local().getAddress()));
    try {
      socket.restrictToIpv6();
      socket.reportDestinations();
      if (!options.device().isEmpty()) {
        socket.bindToDevice(options.device());
      }
      if (options.dscp() != 0) {
        socket.mark(options.dscp());
      }
      if (options.timestamps()) {
        if (cards.isEnabled()) {
          socket.takeCardTimestamps();
        }
        socket.takeTimestamps();
      }
      boolean connected = options.remote().isPresent();
      if (!connected && !options.local().getAddress().isAnyLocalAddress()) {
        socket.bindFreely();
      }
      socket.bind(options.local());
      if (connected) {
        socket.reportErrors();
        socket.connect(options.remote().get());
      }
      return register(socket, socket.localAddress(), connected, handler, () -> {});
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public DatagramPort openLocal(Path path, int mode, DatagramHandler handler) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    SocketFile file = new SocketFile(path);
    file.removeIfStale(() -> isAnswered(address));
    LinuxSocket socket = socket(Abi.AF_UNIX);
    try {
      socket.limitFileMode(mode);
      socket.bind(address);
      file.claim(mode);
      return register(socket, address, false, handler, file::remove);
    } catch (IOException | RuntimeException e) {
      file.remove();
      socket.close();
      throw e;
    }
  }

  @Override
  public boolean isReachable(InetAddress address) {
    // Connecting a UDP socket sends nothing; the kernel only looks for a route.
    try (LinuxSocket socket = socket(SocketAddresses.family(address))) {
      socket.connect(new InetSocketAddress(address, NTP_PORT));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    List.copyOf(ports).forEach(LinuxDatagramPort::close);
    stampKeepers.forEach(LinuxSocket::close);
    stampKeepers.clear();
  }

  private DatagramPort register(
      LinuxSocket socket,
      SocketAddress local,
      boolean connected,
      DatagramHandler handler,
      Runnable afterwards) {
    LinuxDatagramPort port =
        new LinuxDatagramPort(
            socket,
            local,
            connected,
            handler,
            calls,
            buffer,
            clock,
            cards,
            closed -> {
              waiter.remove(closed);
              ports.remove(closed);
              afterwards.run();
            });
    ports.add(port);
    waiter.add(port);
    return port;
  }

  /// Whether a process has the socket at this path open.
  private boolean isAnswered(UnixDomainSocketAddress address) throws IOException {
    try (LinuxSocket probe = socket(Abi.AF_UNIX)) {
      probe.connect(address);
      return true;
    } catch (SystemCallException e) {
      if (e.errno().equals(Errno.ECONNREFUSED.name())) {
        return false;
      }
      throw e;
    }
  }

  private LinuxSocket socket(int family) throws IOException {
    return new LinuxSocket(family, calls, scratch);
  }

  /// The kernel begins to stamp arriving packets a moment after the first socket asked for it, and
  /// ends with the last. A client's socket lives for one packet, which would go without: so one
  /// socket that nobody sends to keeps it going.
  private void keepKernelStampingPackets() throws IOException {
    if (stampKeepers.isEmpty()) {
      LinuxSocket keeper = socket(Abi.AF_INET);
      stampKeepers.add(keeper);
      keeper.takeTimestamps();
    }
  }
}
