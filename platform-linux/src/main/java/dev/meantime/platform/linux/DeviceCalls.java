// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls for devices and shared memory. Each returns what the C function returns, or minus
/// errno.
final class DeviceCalls {

  private static final long NOWHERE = -1;

  private final MemorySegment state;

  DeviceCalls(Arena arena) {
    state = Libc.callState(arena);
  }

  int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return narrow((int) Open.CALL.invokeExact(state, arena.allocateFrom(path), flags));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int ioctl(int fd, long request, MemorySegment argument) {
    try {
      return narrow((int) Ioctl.CALL.invokeExact(state, fd, request, argument));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int close(int fd) {
    try {
      return narrow((int) Close.CALL.invokeExact(state, fd));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int shmget(int key, long size, int flags) {
    try {
      return narrow((int) Shmget.CALL.invokeExact(state, key, size, flags));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Where the segment is attached. Addresses of user space are positive.
  long shmat(int id) {
    try {
      long address = (long) Shmat.CALL.invokeExact(state, id, MemorySegment.NULL, 0);
      return address == NOWHERE ? Libc.result(NOWHERE, state) : address;
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int shmdt(MemorySegment segment) {
    try {
      return narrow((int) Shmdt.CALL.invokeExact(state, segment));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  private int narrow(int result) {
    return (int) Libc.result(result, state);
  }

  // One holder each, so that a call is linked when it is first made.

  private static final class Open {
    static final MethodHandle CALL = Libc.linkVariadic("open", 2, INT, POINTER, INT);
  }

  private static final class Ioctl {
    static final MethodHandle CALL = Libc.linkVariadic("ioctl", 2, INT, INT, LONG, POINTER);
  }

  private static final class Close {
    static final MethodHandle CALL = Libc.link("close", INT, INT);
  }

  private static final class Shmget {
    static final MethodHandle CALL = Libc.link("shmget", INT, INT, LONG, INT);
  }

  private static final class Shmat {
    static final MethodHandle CALL = Libc.link("shmat", LONG, INT, POINTER, INT);
  }

  private static final class Shmdt {
    static final MethodHandle CALL = Libc.link("shmdt", INT, POINTER);
  }
}
