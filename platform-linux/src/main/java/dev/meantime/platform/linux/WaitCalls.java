// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls that the loop waits and is woken by. Each returns what the C function returns, or
/// minus errno.
final class WaitCalls {

  private final MemorySegment state;

  WaitCalls(Arena arena) {
    state = Libc.callState(arena);
  }

  int eventfd(int initial, int flags) {
    try {
      return (int) Libc.result((int) Eventfd.CALL.invokeExact(state, initial, flags), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Waits; also as long as for ever, so never call it on a virtual thread.
  ///
  /// @param timeout a `timespec`, or {@link MemorySegment#NULL} for ever
  int ppoll(MemorySegment pollfds, long count, MemorySegment timeout) {
    try {
      return (int)
          Libc.result(
              (int) Ppoll.CALL.invokeExact(state, pollfds, count, timeout, MemorySegment.NULL),
              state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// The same without the reason of a failure.
  ///
  /// @return −1 when it failed
  static int ppollSilently(MemorySegment pollfds, long count, MemorySegment timeout) {
    try {
      return (int) SilentPpoll.CALL.invokeExact(pollfds, count, timeout, MemorySegment.NULL);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Reads the 8 octets of a non-blocking eventfd, which resets it.
  static void readEvent(int fd, MemorySegment eight) {
    try {
      var _ = (long) Read.CALL.invokeExact(fd, eight, 8L);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Adds to a non-blocking eventfd. Called from any thread.
  static void writeEvent(int fd, MemorySegment eight) {
    try {
      var _ = (long) Write.CALL.invokeExact(fd, eight, 8L);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  private static final class Eventfd {
    static final MethodHandle CALL = Libc.link("eventfd", INT, INT, INT);
  }

  private static final class Ppoll {
    static final MethodHandle CALL = Libc.link("ppoll", INT, POINTER, LONG, POINTER, POINTER);
  }

  private static final class SilentPpoll {
    static final MethodHandle CALL = Libc.linkSilent("ppoll", INT, POINTER, LONG, POINTER, POINTER);
  }

  private static final class Read {
    static final MethodHandle CALL = Libc.linkBrief("read", LONG, INT, POINTER, LONG);
  }

  private static final class Write {
    static final MethodHandle CALL = Libc.linkBrief("write", LONG, INT, POINTER, LONG);
  }
}
