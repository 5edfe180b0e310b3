// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;

import dev.meantime.platform.spi.Waiter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waits in `ppoll`, which counts in nanoseconds and needs no further descriptor for its time-out.
/// The loop has tens of sockets, so that looking at all of them costs nothing that matters.
///
/// {@link #wakeUp} alone is called from any thread.
final class PollWaiter implements Waiter, AutoCloseable {

  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int FIRST_ROOM = 16;

  private final WaitCalls calls;
  private final Arena arena;
  private final List<Pollable> pollables = new ArrayList<>();
  private final MemorySegment timespec;
  private final WakeUp wakeUp;

  private MemorySegment pollfds;
  private int room = FIRST_ROOM;
  private List<Pollable> polled = List.of();
  private boolean changed = true;

  /// A socket to be waited for.
  interface Pollable {
    int fd();

    /// Something has arrived. May be called after the socket was closed.
    ///
    /// @param error whether an error or something in the error queue is pending
    void onReady(boolean error, BooleanSupplier goOn);
  }

  PollWaiter(WaitCalls calls, SocketCalls socketCalls, Arena arena) throws IOException {
    this.calls = calls;
    this.arena = arena;
    timespec = arena.allocate(Abi.Timespec.SIZE, Long.BYTES);
    pollfds = arena.allocate((long) room * Abi.Pollfd.SIZE, Long.BYTES);
    wakeUp = new WakeUp(calls, socketCalls, arena);
  }

  void add(Pollable pollable) {
    pollables.add(pollable);
    changed = true;
  }

  void remove(Pollable pollable) {
    pollables.remove(pollable);
    changed = true;
  }

  @Override
  public void await(long timeoutNanos, BooleanSupplier goOn) throws IOException {
    if (changed) {
      rebuild();
    }
    int ready = calls.ppoll(pollfds, polled.size() + 1L, timeout(timeoutNanos));
    if (Errno.EINTR.is(ready)) {
      return;
    }
    if (ready < 0) {
      throw Errno.failed("ppoll", ready);
    }
    if (ready > 0) {
      dispatch(goOn);
    }
  }

  private MemorySegment timeout(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      return MemorySegment.NULL;
    }
    timespec.set(LONG, Abi.Timespec.SEC, nanos / NANOS_PER_SECOND);
    timespec.set(LONG, Abi.Timespec.NSEC, nanos % NANOS_PER_SECOND);
    return timespec;
  }

  private void dispatch(BooleanSupplier goOn) {
    if (revents(0) != 0) {
      wakeUp.reset();
    }
    // A handler may open and close sockets; that changes the next wait's list, not this one.
    for (int i = 0; i < polled.size() && goOn.getAsBoolean(); i++) {
      short revents = revents(i + 1);
      if (revents != 0) {
        polled.get(i).onReady((revents & Abi.POLLERR) != 0, goOn);
      }
    }
  }

  private void rebuild() {
    polled = List.copyOf(pollables);
    if (polled.size() + 1 > room) {
      // The outgrown memory goes with the arena; doubling keeps that small.
      room = Math.max(room * 2, polled.size() + 1);
      pollfds = arena.allocate((long) room * Abi.Pollfd.SIZE, Long.BYTES);
    }
    watch(0, wakeUp.fd());
    for (int i = 0; i < polled.size(); i++) {
      watch(i + 1, polled.get(i).fd());
    }
    changed = false;
  }

  private void watch(int index, int fd) {
    long offset = (long) index * Abi.Pollfd.SIZE;
    pollfds.set(INT, offset + Abi.Pollfd.FD, fd);
    pollfds.set(SHORT, offset + Abi.Pollfd.EVENTS, Abi.POLLIN);
  }

  private short revents(int index) {
    return pollfds.get(SHORT, (long) index * Abi.Pollfd.SIZE + Abi.Pollfd.REVENTS);
  }

  @Override
  public void wakeUp() {
    wakeUp.now();
  }

  @Override
  public void close() {
    wakeUp.close();
  }
}
