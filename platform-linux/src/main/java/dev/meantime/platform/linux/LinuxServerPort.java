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
  private final CardStamps cards;
  private final Consumer<Runnable> later;
  private final Consumer<LinuxServerPort> onClose;
  private final LoopMessage message;
  private final List<ServerTrafficCounts> counts = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();
  private final List<XdpKeeper> keepers = new ArrayList<>();
  private final List<ServerWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private List<String> refusals = List.of();
  private boolean open = true;

  /// @param later runs something on the loop in a few seconds
  LinuxServerPort(
      Arena arena,
      WallClock clock,
      PostBox postBox,
      DatagramService service,
      CardStamps cards,
      Consumer<Runnable> later,
      Consumer<LinuxServerPort> onClose) {
    this.arena = arena;
    this.clock = clock;
    this.postBox = postBox;
    this.service = service;
    this.later = later;
    this.onClose = onClose;
    this.cards = cards;
    this.message = new LoopMessage(cards.isEnabled(), arena);
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

  /// Has an interface's receive queues served by the threads in turn, as long as there is one.
  ///
  /// @throws IOException when it cannot be had by now
  void addBypass(String device, ServerOptions options) throws IOException {
    XdpKeeper keeper =
        new XdpKeeper(
            device,
            new ServedAddresses(locals()),
            found -> sockets(found, options.dscp(), options.threads()));
    keepers.add(keeper);
    keeper.start();
  }

  private List<XdpSocket> sockets(List<XdpMemory> found, int dscp, int threadCount) {
    List<XdpSocket> result = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      result.add(
          new XdpSocket(
              found.get(i), new ThreadWallClock(clock, arena), counts(i % threadCount), dscp << 2));
    }
    return List.copyOf(result);
  }

  /// Those of a thread.
  private List<XdpSocket> queues(int thread, int threadCount) {
    List<XdpSocket> result = new ArrayList<>();
    for (XdpKeeper keeper : keepers) {
      for (int i = thread; i < keeper.sockets().size(); i += threadCount) {
        result.add(keeper.sockets().get(i));
      }
    }
    return result;
  }

  /// Looks after the interfaces, from now on every few seconds.
  private void keep() {
    if (!open) {
      return;
    }
    boolean changed = false;
    for (XdpKeeper keeper : keepers) {
      changed |= keeper.look(service);
    }
    if (changed) {
      for (int i = 0; i < workers.size(); i++) {
        workers.get(i).offer(queues(i, workers.size()));
      }
    }
    keepLater();
  }

  private void keepLater() {
    if (!keepers.isEmpty()) {
      later.accept(this::keep);
    }
  }

  void start(ServerOptions options, List<String> reasons) throws IOException {
    refusals = List.copyOf(reasons);
    for (int i = 0; i < options.threads(); i++) {
      int index = i;
      List<Integer> processors = options.processors();
      ServerWorker worker =
          new ServerWorker(
              addresses.stream().map(address -> address.sockets().get(index)).toList(),
              queues(i, options.threads()),
              service.answerer(i),
              clock,
              processors.isEmpty() ? -1 : processors.get(i % processors.size()),
              arena);
      if (cards.isEnabled()) {
        worker.wantCardTimestamps();
      }
      workers.add(worker);
      threads.add(Thread.ofPlatform().daemon().name("server-" + i).unstarted(() -> run(worker)));
    }
    threads.forEach(Thread::start);
    keepLater();
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
    keepers.forEach(XdpKeeper::detach);
    workers.forEach(ServerWorker::end);
    for (Thread thread : threads) {
      awaitEnd(thread);
    }
    workers.forEach(ServerWorker::close);
    keepers.forEach(XdpKeeper::close);
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
