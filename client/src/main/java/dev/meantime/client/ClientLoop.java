// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import dev.meantime.client.NtpResult.Cause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// The client's one thread: opens, waits, times out. {@link #submit}, {@link #awaitAddress} and
/// {@link #close} are called from any thread; everything else belongs to the loop's.
final class ClientLoop {

  private static final int BUFFER_LENGTH = 2048;

  private final Selector selector;
  private final Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>();
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final Judge judge = new Judge(LocalClock.PRECISION);
  private final Cookies cookies = new Cookies();
  private final Thread thread;
  private final Object lock = new Object();
  private volatile boolean closed;

  private ClientLoop(Selector selector) {
    this.selector = selector;
    this.thread = Thread.ofPlatform().daemon().name("meantime-client").unstarted(this::run);
  }

  static ClientLoop start() throws IOException {
    ClientLoop loop = new ClientLoop(Selector.open());
    loop.thread.start();
    return loop;
  }

  /// Asks that address; the result is completed by the loop, at the deadline at the latest.
  ///
  /// @throws IllegalStateException if the loop is closed
  void submit(
      NtpServer server,
      InetSocketAddress address,
      long endNanos,
      CompletableFuture<NtpResult> result) {
    post(() -> begin(server, address, endNanos, result));
  }

  /// Completes the result with a timeout unless something else did by the deadline.
  ///
  /// @throws IllegalStateException if the loop is closed
  void awaitAddress(NtpServer server, long endNanos, CompletableFuture<NtpResult> result) {
    Deadline deadline =
        new Deadline(endNanos, server, new Cause.UnknownHost(noNameServer(server)), result);
    post(() -> await(deadline));
  }

  void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        selector.wakeup();
      }
    }
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
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

  private void post(Runnable task) {
    if (!offer(task)) {
      throw new IllegalStateException("the client is closed");
    }
  }

  /// Under the lock, because a selector that was closed meanwhile must not be woken.
  private boolean offer(Runnable task) {
    synchronized (lock) {
      if (closed) {
        return false;
      }
      submitted.add(task);
      selector.wakeup();
      return true;
    }
  }

  private void run() {
    try {
      while (!closed) {
        long wait = millisToNextDeadline();
        if (wait != 0) {
          selector.select(this::onReadable, wait < 0 ? 0 : wait);
        } else {
          selector.selectNow(this::onReadable);
        }
        runSubmitted();
        expire();
      }
    } catch (IOException e) {
      // The selector is broken: every query ends with Closed, and none can be begun.
      return;
    } finally {
      end();
    }
  }

  private void runSubmitted() {
    for (Runnable task = submitted.poll(); task != null; task = submitted.poll()) {
      task.run();
    }
  }

  private void begin(
      NtpServer server,
      InetSocketAddress address,
      long endNanos,
      CompletableFuture<NtpResult> result) {
    if (result.isDone()) {
      return;
    }
    if (closed) {
      result.complete(new NtpResult.Failure(server, new Cause.Closed()));
      return;
    }
    try {
      Exchange exchange = Exchange.begin(server, address, cookies.next(), selector, buffer, result);
      await(new Deadline(endNanos, server, exchange, result));
    } catch (IOException e) {
      result.complete(new NtpResult.Failure(server, new Cause.NetworkError(Exchange.text(e))));
    }
  }

  private void await(Deadline deadline) {
    if (closed) {
      deadline.result().complete(new NtpResult.Failure(deadline.server(), new Cause.Closed()));
      return;
    }
    deadlines.add(deadline);
    CompletableFuture<NtpResult> unused =
        deadline
            .result()
            .whenComplete((result, cancelled) -> {
              if (cancelled != null) {
                // The socket is not kept until the deadline; a closed loop has given it back.
                offer(deadline::end);
              }
            });
  }

  private void onReadable(SelectionKey key) {
    if (key.attachment() instanceof Exchange exchange) {
      exchange.onReadable(buffer, judge);
    }
  }

  private void expire() {
    long now = System.nanoTime();
    for (Deadline next = deadlines.peek(); next != null; next = deadlines.peek()) {
      if (!next.result().isDone() && next.endNanos() - now > 0) {
        return;
      }
      deadlines.remove();
      next.end();
    }
  }

  private void end() {
    synchronized (lock) {
      closed = true;
    }
    runSubmitted();
    List<Deadline> left = new ArrayList<>(deadlines);
    deadlines.clear();
    for (Deadline deadline : left) {
      deadline.result().complete(new NtpResult.Failure(deadline.server(), new Cause.Closed()));
      deadline.end();
    }
    synchronized (lock) {
      try {
        selector.close();
      } catch (IOException e) {
        // Every query has its result, and the process holds one file more until it ends.
        return;
      }
    }
  }

  /// Rounded up, so that the loop does not spin through the last millisecond; negative when there
  /// is none.
  private long millisToNextDeadline() {
    Deadline next = deadlines.peek();
    if (next == null) {
      return -1;
    }
    long nanos = next.endNanos() - System.nanoTime();
    return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }

  private static String noNameServer(NtpServer server) {
    return "cannot resolve " + server.host() + ": no name server answered";
  }

  /// When a query ends without an answer, and with which cause.
  private record Deadline(
      long endNanos, NtpServer server, Ending ending, CompletableFuture<NtpResult> result)
      implements Comparable<Deadline> {

    Deadline(long endNanos, NtpServer server, Cause cause, CompletableFuture<NtpResult> result) {
      this(endNanos, server, () -> cause, result);
    }

    @Override
    public int compareTo(Deadline other) {
      // A difference, not a comparison: the origin of nanoTime may lie anywhere (System.nanoTime).
      return Long.signum(endNanos - other.endNanos);
    }

    void end() {
      Cause cause = ending.end();
      result.complete(new NtpResult.Failure(server, cause));
    }
  }

  /// Frees what a query holds.
  interface Ending {
    /// Gives back the socket, if there is one, and tells why there was no answer.
    Cause end();
  }
}
