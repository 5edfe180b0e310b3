// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;

import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.ServerDatagram;
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

  /// A batch of at least so many was not the last: more may have come meanwhile.
  private static final int BUSY = 4;

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
  private final MemorySegment pollfds;
  private final MemorySegment idle;
  private final MemorySegment affinity;
  private volatile boolean ending;

  /// @param processor which the thread is bound to; −1 for any
  ServerWorker(
      List<ServerSocket> sockets,
      DatagramAnswerer answerer,
      WallClock wallClock,
      int processor,
      Arena arena)
      throws IOException {
    this.sockets = sockets;
    this.answerer = answerer;
    this.wallClock = new ThreadWallClock(wallClock, arena);
    this.processor = processor;
    this.clock = new ServerClock(this.wallClock);
    this.calls = new BatchCalls(arena);
    this.waitCalls = new WaitCalls(arena);
    this.batch = new DatagramBatch(arena);
    this.errors = new DatagramBatch(arena);
    this.wakeUp = new WakeUp(waitCalls, new SocketCalls(arena), arena);
    this.pollfds = arena.allocate((sockets.size() + 1L) * Abi.Pollfd.SIZE, Long.BYTES);
    this.idle = arena.allocate(Abi.Timespec.SIZE, Long.BYTES);
    idle.set(LONG, Abi.Timespec.SEC, IDLE_SECONDS);
    this.affinity = arena.allocate(Affinity.OCTETS, Long.BYTES);
    watch(0, wakeUp.fd());
    for (int i = 0; i < sockets.size(); i++) {
      watch(i + 1, sockets.get(i).fd());
    }
  }

  private void watch(int index, int fd) {
    long at = (long) index * Abi.Pollfd.SIZE;
    pollfds.set(INT, at + Abi.Pollfd.FD, fd);
    pollfds.set(SHORT, at + Abi.Pollfd.EVENTS, Abi.POLLIN);
  }

  /// Has {@link #run} return soon. Called from any thread.
  void end() {
    ending = true;
    wakeUp.now();
  }

  /// Gives back what it waits with, after {@link #run} has returned.
  void close() {
    wakeUp.close();
  }

  @Override
  public void run() {
    if (processor >= 0) {
      Affinity.set(affinity, processor);
      // Where the processor does not exist or is not ours, any other does.
      var _ = calls.schedSetaffinity(affinity);
    }
    while (!ending) {
      int ready = WaitCalls.ppollSilently(pollfds, sockets.size() + 1L, idle);
      if (ready == 0) {
        answerer.onBatch(wallClock.nowNanos());
      } else if (ready > 0) {
        serve();
      } else {
        checkWait();
      }
    }
  }

  /// After a wait that failed: a signal may end one, nothing else.
  private void checkWait() {
    int result = waitCalls.ppoll(pollfds, sockets.size() + 1L, idle);
    if (result < 0 && !Errno.EINTR.is(result)) {
      throw new IllegalStateException(Errno.failed("ppoll", result));
    }
  }

  private void serve() {
    for (int i = 0; i < sockets.size() && !ending; i++) {
      short events = pollfds.get(SHORT, (i + 1L) * Abi.Pollfd.SIZE + Abi.Pollfd.REVENTS);
      if ((events & Abi.POLLERR) != 0) {
        sockets.get(i).readErrors(errors, answerer);
      }
      if ((events & Abi.POLLIN) != 0) {
        serve(sockets.get(i));
      }
    }
  }

  /// Goes on while there is much, so that a busy server does not ask each time whether there is
  /// more; and stops now and then for the other sockets and the timestamps.
  private void serve(ServerSocket socket) {
    int left = DatagramBatch.SIZE;
    int count;
    do {
      count = socket.serve(batch, clock, answerer, datagram);
      if (socket.hasAskedForTimestamps()) {
        socket.readErrors(errors, answerer);
      }
      left--;
    } while (count >= BUSY && left > 0 && !ending);
  }

  /// Practises on one socket, for somebody who sends there and waits for the answers.
  void rehearse(ServerSocket socket) {
    serve(socket);
    socket.readErrors(errors, answerer);
  }
}
