// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An eventfd, by which one thread ends the wait of another.
final class WakeUp {

  private final SocketCalls calls;
  private final MemorySegment one;
  private final MemorySegment scratch;
  private final int fd;
  // Guards the descriptor against being written to after it was closed and given to someone else.
  private final Object lock = new Object();
  private boolean closed;

  WakeUp(WaitCalls waitCalls, SocketCalls calls, Arena arena) throws IOException {
    this.calls = calls;
    one = arena.allocate(Long.BYTES, Long.BYTES);
    one.set(LONG, 0, 1);
    scratch = arena.allocate(Long.BYTES, Long.BYTES);
    fd = waitCalls.eventfd(0, Abi.EFD_CLOEXEC | Abi.EFD_NONBLOCK);
    if (fd < 0) {
      throw Errno.failed("eventfd", fd);
    }
  }

  int fd() {
    return fd;
  }

  /// Ends the present wait, or the next at once. Called from any thread.
  void now() {
    synchronized (lock) {
      if (!closed) {
        WaitCalls.writeEvent(fd, one);
      }
    }
  }

  /// The wait has ended.
  void reset() {
    WaitCalls.readEvent(fd, scratch);
  }

  void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        var _ = calls.close(fd);
      }
    }
  }
}
