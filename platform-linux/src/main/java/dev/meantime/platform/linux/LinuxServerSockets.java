// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramService;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.ServerSockets;
import dev.meantime.platform.Timers;
import dev.meantime.platform.WallClock;
import dev.meantime.platform.spi.ListenAttempts;
import dev.meantime.platform.spi.PostBox;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Opens a server's sockets, one of each address for each thread, and closes what is still open at
/// the end. Owned by the loop.
final class LinuxServerSockets implements ServerSockets, AutoCloseable {

  /// A second of a hundred thousand requests, as the kernel counts their room. How long a thread
  /// waits for one of its sockets alone.
  static final long LONGEST_WAIT_NANOS = 1_000_000;

  private static final int RECEIVE_ROOM = 64 << 20;

  /// What waits in a busy interface's queue.
  private static final int SEND_ROOM = 4 << 20;

  /// Multicasts stay within a site.
  private static final int MULTICAST_HOPS = 32;

  /// How often an interface with a bypass is looked at.
  private static final long UPKEEP_NANOS = 3_000_000_000L;

  private final WallClock clock;
  private final MonotonicClock monotonicClock;
  private final Timers timers;
  private final PostBox postBox;
  private final CardStamps cards;
  private final List<LinuxServerPort> open = new ArrayList<>();
  private boolean rehearsed;

  LinuxServerSockets(
      WallClock clock,
      MonotonicClock monotonicClock,
      Timers timers,
      PostBox postBox,
      CardStamps cards) {
    this.cards = cards;
    this.clock = clock;
    this.monotonicClock = monotonicClock;
    this.timers = timers;
    this.postBox = postBox;
  }

  @Override
  public ServerPort open(ServerOptions options, DatagramService service) throws IOException {
    if (!rehearsed) {
      // Once: what was compiled stays so.
      rehearsed = true;
      Rehearsal.of(service, clock, postBox).run(!options.bypass().isEmpty());
    }
    Arena arena = Arena.ofAuto();
    LinuxServerPort port =
        new LinuxServerPort(arena, clock, postBox, service, cards, this::later, open::remove);
    List<String> refusals = new ArrayList<>();
    ListenAttempts.each(
        options.locals(),
        refusals,
        local -> addSockets(port, local, options, service, arena, refusals));
    for (String device : options.bypass()) {
      addBypass(port, device, options, refusals);
    }
    open.add(port);
    port.start(options, refusals);
    return port;
  }

  private static void addBypass(
      LinuxServerPort port, String device, ServerOptions options, List<String> refusals) {
    try {
      if (!options.device().isEmpty() && !options.device().equals(device)) {
        throw new IOException("the server listens at " + options.device() + " only");
      }
      port.addBypass(device, options);
    } catch (IOException e) {
      refusals.add(XdpKeeper.refusal(device, e));
    }
  }

  private void later(Runnable task) {
    timers.schedule(monotonicClock.nowNanos() + UPKEEP_NANOS, task);
  }

  private void addSockets(
      LinuxServerPort port,
      InetSocketAddress local,
      ServerOptions options,
      DatagramService service,
      Arena arena,
      List<String> refusals)
      throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    InetSocketAddress bound = local;
    try {
      for (int i = 0; i < options.threads(); i++) {
        LinuxSocket socket = open(bound, options, arena);
        // The system chose a port for the first, which the others share.
        bound = (InetSocketAddress) socket.localAddress();
        sockets.add(
            new ServerSocket(
                socket,
                bound,
                new ServerSocket.Loop(postBox, service.loopHandler()),
                port.counts(i),
                cards));
        if (options.threads() > 1) {
          boolean ipv4 = local.getAddress() instanceof Inet4Address;
          socket.chooseBy(ClientSteering.program(arena, ipv4, i + 1));
        }
        join(socket, local, options, i, refusals);
      }
    } catch (IOException e) {
      sockets.forEach(ServerSocket::close);
      throw e;
    }
    port.add(bound, sockets);
  }

  private LinuxSocket open(InetSocketAddress local, ServerOptions options, Arena arena)
      throws IOException {
    MemorySegment scratch = arena.allocate(LinuxSocket.SCRATCH, Long.BYTES);
    LinuxSocket socket =
        new LinuxSocket(
            SocketAddresses.family(local.getAddress()), new SocketCalls(arena), scratch);
    try {
      socket.restrictToIpv6();
      socket.reportDestinations();
      if (!options.device().isEmpty()) {
        socket.bindToDevice(options.device());
      }
      if (options.dscp() != 0) {
        socket.mark(options.dscp());
      }
      if (options.threads() > 1) {
        socket.shareAddress();
      }
      if (cards.isEnabled()) {
        socket.takeCardTimestamps();
      }
      socket.takeTimestampsOnRequest();
      socket.limitWaits(LONGEST_WAIT_NANOS);
      socket.limitMulticasts(MULTICAST_HOPS);
      socket.widen(RECEIVE_ROOM);
      socket.widenSending(SEND_ROOM);
      socket.reportOverflow();
      if (!local.getAddress().isAnyLocalAddress()) {
        socket.bindFreely();
      }
      socket.bind(local);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /// Of several sockets one joins: each would get a copy.
  private static void join(
      LinuxSocket socket,
      InetSocketAddress local,
      ServerOptions options,
      int index,
      List<String> refusals) {
    for (InetAddress group : options.groups()) {
      boolean same = group instanceof Inet4Address == local.getAddress() instanceof Inet4Address;
      if (index == 0 && same) {
        try {
          socket.join(group);
        } catch (IOException e) {
          refusals.add("multicast group " + group.getHostAddress() + ": " + e.getMessage());
        }
      }
    }
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(LinuxServerPort::close);
  }
}
