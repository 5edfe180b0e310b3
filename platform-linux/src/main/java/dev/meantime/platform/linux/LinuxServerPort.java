// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramService;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.ServerTraffic;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.WallClock;
import dev.meantime.platform.spi.PostBox;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A server's sockets and the threads that serve them. Owned by the loop.
final class LinuxServerPort implements ServerPort {

  private record Address(InetSocketAddress local, List<ServerSocket> sockets) {}

  private final Arena arena;
  private final WallClock clock;
  private final PostBox postBox;
  private final DatagramService service;
  private final Consumer<LinuxServerPort> onClose;
  private final LoopMessage message;
  private final List<ServerTrafficCounts> counts = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();
  private final List<XdpBypass> bypasses = new ArrayList<>();
  private final List<List<XdpSocket>> queues = new ArrayList<>();
  private final List<ServerWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private List<String> refusals = List.of();
  private boolean open = true;

  LinuxServerPort(
      Arena arena,
      WallClock clock,
      PostBox postBox,
      DatagramService service,
      Consumer<LinuxServerPort> onClose) {
    this.arena = arena;
    this.clock = clock;
    this.postBox = postBox;
    this.service = service;
    this.onClose = onClose;
    this.message = new LoopMessage(arena);
  }

  ServerTrafficCounts counts(int thread) {
    while (counts.size() <= thread) {
      counts.add(new ServerTrafficCounts());
    }
    return counts.get(thread);
  }

  /// @param sockets one for each thread
  void add(InetSocketAddress local, List<ServerSocket> sockets) {
    addresses.add(new Address(local, List.copyOf(sockets)));
  }

  /// Has its receive queues served by the threads in turn.
  void add(XdpBypass bypass, int dscp, int threads) {
    bypasses.add(bypass);
    while (queues.size() < threads) {
      queues.add(new ArrayList<>());
    }
    for (int i = 0; i < bypass.queues().size(); i++) {
      int thread = i % threads;
      XdpMemory memory = bypass.queues().get(i);
      XdpCalls calls = new XdpCalls(arena);
      queues
          .get(thread)
          .add(
              new XdpSocket(
                  memory.rings(),
                  () -> memory.dropped(calls),
                  calls,
                  new ThreadWallClock(clock, arena),
                  counts(thread),
                  dscp << 2));
    }
  }

  private ServerWorker.Bypass bypass(int thread) {
    if (bypasses.isEmpty()) {
      return ServerWorker.Bypass.NONE;
    }
    Runnable upkeep = thread == 0 ? () -> bypasses.forEach(XdpBypass::refresh) : () -> {};
    return new ServerWorker.Bypass(queues.get(thread), upkeep);
  }

  void start(ServerOptions options, List<String> reasons) throws IOException {
    refusals = List.copyOf(reasons);
    for (int i = 0; i < options.threads(); i++) {
      int index = i;
      List<Integer> processors = options.processors();
      ServerWorker worker =
          new ServerWorker(
              addresses.stream().map(address -> address.sockets().get(index)).toList(),
              bypass(i),
              service.answerer(i),
              clock,
              processors.isEmpty() ? -1 : processors.get(i % processors.size()),
              arena);
      workers.add(worker);
      threads.add(Thread.ofPlatform().daemon().name("server-" + i).unstarted(() -> run(worker)));
    }
    threads.forEach(Thread::start);
  }

  /// A bug in there ends the daemon, as one in a handler of the loop does.
  private void run(ServerWorker worker) {
    try {
      worker.run();
    } catch (RuntimeException | Error e) {
      postBox.post(() -> {
        throw e;
      });
    }
  }

  @Override
  public List<InetSocketAddress> locals() {
    return addresses.stream().map(Address::local).toList();
  }

  @Override
  public List<String> refusals() {
    return refusals;
  }

  @Override
  public Timestamp send(byte[] data, InetAddress from, InetSocketAddress remote)
      throws IOException {
    boolean ipv4 = remote.getAddress() instanceof Inet4Address;
    for (Address address : addresses) {
      if (open && address.local().getAddress() instanceof Inet4Address == ipv4) {
        long nanos = clock.nowNanos();
        address.sockets().getFirst().send(data, from, remote, nanos, message);
        return new Timestamp(nanos, Timestamp.Source.DAEMON);
      }
    }
    throw new IOException(
        "no server socket of the family of " + remote.getAddress().getHostAddress());
  }

  @Override
  public ServerTraffic traffic() {
    return counts.stream()
        .map(ServerTrafficCounts::snapshot)
        .reduce(ServerTraffic.NONE, ServerTraffic::plus);
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    // What comes from now on is the sockets', which are closed last.
    bypasses.forEach(XdpBypass::detach);
    workers.forEach(ServerWorker::end);
    for (Thread thread : threads) {
      awaitEnd(thread);
    }
    workers.forEach(ServerWorker::close);
    bypasses.forEach(XdpBypass::close);
    addresses.forEach(address -> address.sockets().forEach(ServerSocket::close));
    onClose.accept(this);
  }

  /// A worker ends within a batch; its sockets must not be closed under it.
  private static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
