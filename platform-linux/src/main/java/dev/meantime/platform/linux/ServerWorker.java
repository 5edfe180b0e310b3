// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;

import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// One thread of a server: waits for its sockets and answers what arrives there. Everything it uses
/// is its own; the loop only makes it, starts it and tells it to end.
final class ServerWorker implements Runnable {

  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
  private static final int IDLE_SECONDS = 1;

  /// How often the kernel is asked what it lost before a queue.
  private static final long UPKEEP_NANOS = 3_000_000_000L;

  /// A batch of at least so many was not the last: more may have come meanwhile.
  private static final int BUSY = 4;

  /// How long requests gather where they crowd, nanoseconds. Longer would be noticed; what passes
  /// between a request's receive timestamp and its reply does no harm to the client's reckoning.
  private static final long GATHERING_NANOS = 30_000;

  /// The same where there are queues of frames: what is spared is a larger part of what one costs.
  private static final long GATHERING_FRAMES_NANOS = 50_000;

  /// How many times the thread waits for one socket alone before it looks at the others again.
  private static final int MOST_LINGERING = 16;

  private static final int NONE = -1;

  private final List<ServerSocket> sockets;
  private final DatagramAnswerer answerer;
  private final WakeUp wakeUp;
  private final int processor;
  private final ServerClock clock;
  private final WallClock wallClock;
  private final ServerDatagram datagram = new ServerDatagram();
  private final BatchCalls calls;
  private final WaitCalls waitCalls;
  private final DatagramBatch batch;
  private final DatagramBatch errors;
  private MemorySegment pollfds;
  private final MemorySegment idle;
  private final MemorySegment gathering;
  private final MemorySegment affinity;
  private int watched;
  private final Crowd crowd = new Crowd(System.nanoTime());
  private boolean drained;

  /// Which socket alone had something, or {@link #NONE}.
  private int lonely = NONE;

  private long lastUpkeep = System.nanoTime();

  /// Receive queues that are served beside the sockets, and what they are to be.
  private List<XdpSocket> queues;

  private volatile List<XdpSocket> offered;
  private volatile boolean hasOffer;
  private volatile boolean ending;

  /// @param queues receive queues, which are this one's to close
  /// @param processor which the thread is bound to; −1 for any
  ServerWorker(
      List<ServerSocket> sockets,
      List<XdpSocket> queues,
      DatagramAnswerer answerer,
      WallClock wallClock,
      int processor,
      Arena arena)
      throws IOException {
    this.sockets = sockets;
    this.queues = List.copyOf(queues);
    this.offered = this.queues;
    this.answerer = answerer;
    this.wallClock = new ThreadWallClock(wallClock, arena);
    this.processor = processor;
    this.clock = new ServerClock(this.wallClock);
    this.calls = new BatchCalls(arena);
    this.waitCalls = new WaitCalls(arena);
    this.batch = new DatagramBatch(arena);
    this.errors = new DatagramBatch(arena);
    this.wakeUp = new WakeUp(waitCalls, new SocketCalls(arena), arena);
    this.idle = arena.allocate(Abi.Timespec.SIZE, Long.BYTES);
    idle.set(LONG, Abi.Timespec.SEC, IDLE_SECONDS);
    this.gathering = arena.allocate(Abi.Timespec.SIZE, Long.BYTES);
    this.affinity = arena.allocate(Affinity.OCTETS, Long.BYTES);
    this.watched = 1 + sockets.size() + this.queues.size();
    this.pollfds = arena.allocate((long) watched * Abi.Pollfd.SIZE, Long.BYTES);
    watchAll();
  }

  private void watchAll() {
    gathering.set(
        LONG, Abi.Timespec.NSEC, queues.isEmpty() ? GATHERING_NANOS : GATHERING_FRAMES_NANOS);
    watch(0, wakeUp.fd());
    for (int i = 0; i < sockets.size(); i++) {
      watch(i + 1, sockets.get(i).fd());
    }
    for (int i = 0; i < queues.size(); i++) {
      watch(1 + sockets.size() + i, queues.get(i).fd());
    }
  }

  private void watch(int index, int fd) {
    long at = (long) index * Abi.Pollfd.SIZE;
    pollfds.set(INT, at + Abi.Pollfd.FD, fd);
    pollfds.set(SHORT, at + Abi.Pollfd.EVENTS, Abi.POLLIN);
  }

  /// Has the network card's transmit timestamps asked for. Before {@link #run}.
  void wantCardTimestamps() {
    batch.wantCardTimestamps();
  }

  /// Has {@link #run} return soon. Called from any thread.
  void end() {
    ending = true;
    wakeUp.now();
  }

  /// Has other receive queues served from now on. Those that are not among them are closed. Called
  /// from any thread.
  void offer(List<XdpSocket> next) {
    offered = List.copyOf(next);
    hasOffer = true;
    wakeUp.now();
  }

  private void take(List<XdpSocket> next) {
    queues.stream().filter(queue -> !next.contains(queue)).forEach(XdpSocket::close);
    queues = next;
    watched = 1 + sockets.size() + queues.size();
    pollfds = Arena.ofAuto().allocate((long) watched * Abi.Pollfd.SIZE, Long.BYTES);
    watchAll();
  }

  /// Gives back what it waits with and the queues, after {@link #run} has returned.
  void close() {
    wakeUp.close();
    queues.forEach(XdpSocket::close);
    offered.forEach(XdpSocket::close);
  }

  @Override
  public void run() {
    if (processor >= 0) {
      Affinity.set(affinity, processor);
      // Where the processor does not exist or is not ours, any other does.
      var _ = calls.schedSetaffinity(affinity);
    }
    // Without, the kernel would round so short a wait up to several times its length.
    var _ = calls.setTimerSlack(1);
    while (!ending) {
      turn();
    }
  }

  /// Waits, and serves what has come.
  private void turn() {
    int ready = WaitCalls.ppollSilently(pollfds, watched, idle);
    if (ready == 0) {
      answerer.onBatch(wallClock.nowNanos());
    } else if (ready > 0) {
      serve();
      letGather();
      linger();
    } else {
      checkWait();
    }
    if (!queues.isEmpty() && System.nanoTime() - lastUpkeep >= UPKEEP_NANOS) {
      lastUpkeep = System.nanoTime();
      for (int i = 0; i < queues.size(); i++) {
        queues.get(i).countOverflow();
      }
    }
    if (hasOffer) {
      hasOffer = false;
      take(offered);
    }
  }

  /// After a wait that failed: a signal may end one, nothing else.
  private void checkWait() {
    int result = waitCalls.ppoll(pollfds, watched, idle);
    if (result < 0 && !Errno.EINTR.is(result)) {
      throw new IllegalStateException(Errno.failed("ppoll", result));
    }
  }

  /// Waits a moment where requests crowd, so that one call serves several; but not where the daemon
  /// itself takes the receive timestamps, which would be late.
  private void letGather() {
    crowd.look(System.nanoTime());
    if (crowd.isThick() && drained && datagram.receivedSource() != Timestamp.Source.DAEMON) {
      var _ = WaitCalls.ppollSilently(pollfds, 1, gathering);
    }
  }

  /// Waits where the requests come while they come often: one call of the kernel's less for each.
  private void linger() {
    int left = queues.isEmpty() && lonely != NONE ? MOST_LINGERING : 0;
    while (left > 0 && crowd.isFrequent() && !ending) {
      left = serve(sockets.get(lonely), true) > 0 ? left - 1 : 0;
      letGather();
    }
  }

  private void serve() {
    if (pollfds.get(SHORT, Abi.Pollfd.REVENTS) != 0) {
      wakeUp.reset();
    }
    lonely = NONE;
    int served = 0;
    for (int i = 0; i < sockets.size() && !ending; i++) {
      short events = pollfds.get(SHORT, (i + 1L) * Abi.Pollfd.SIZE + Abi.Pollfd.REVENTS);
      if ((events & Abi.POLLERR) != 0) {
        sockets.get(i).readErrors(errors, answerer);
      }
      if ((events & Abi.POLLIN) != 0) {
        serve(sockets.get(i), false);
        lonely = served++ == 0 ? i : NONE;
      }
    }
    for (int i = 0; i < queues.size() && !ending; i++) {
      int index = 1 + sockets.size() + i;
      short events = pollfds.get(SHORT, (long) index * Abi.Pollfd.SIZE + Abi.Pollfd.REVENTS);
      if ((events & Abi.POLLIN) != 0) {
        serve(queues.get(i));
      } else if (events != 0) {
        // The interface is gone, and would be reported again and again.
        watch(index, -1);
      }
    }
  }

  private void serve(XdpSocket queue) {
    int left = DatagramBatch.SIZE;
    int count;
    do {
      count = queue.serve(answerer, datagram);
      crowd.served(count);
      left--;
    } while (count >= BUSY && left > 0 && !ending);
    drained = count < BUSY;
  }

  /// Goes on while there is much, so that a busy server does not ask each time whether there is
  /// more; and stops now and then for the other sockets and the timestamps.
  ///
  /// @param waits whether to wait a moment for the first
  /// @return how many datagrams there were the last time; not above 0 for none
  private int serve(ServerSocket socket, boolean waits) {
    boolean waiting = waits;
    int left = DatagramBatch.SIZE;
    int count;
    do {
      count = socket.serve(waiting, batch, clock, answerer, datagram);
      waiting = false;
      if (socket.hasAskedForTimestamps()) {
        socket.readErrors(errors, answerer);
      }
      crowd.served(Math.max(count, 0));
      left--;
    } while (count >= BUSY && left > 0 && !ending);
    drained = count < BUSY;
    return count;
  }

  /// Practises on one socket, for somebody who sends there and waits for the answers.
  ///
  /// @param waits whether to wait a moment for what was sent
  void rehearse(ServerSocket socket, boolean waits) {
    serve(socket, waits);
    socket.readErrors(errors, answerer);
  }

  /// Practises on the queues of the bypass, one of which can be read.
  void rehearse() {
    turn();
  }
}
