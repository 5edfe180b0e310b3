// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The socket calls. Each returns what the C function returns, or minus errno. Open to tests that
/// play a network card.
class SocketCalls {

  private final MemorySegment state;

  SocketCalls(Arena arena) {
    state = Libc.callState(arena);
  }

  int socket(int domain, int type, int protocol) {
    try {
      return narrow((int) Socket.CALL.invokeExact(state, domain, type, protocol));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int bind(int fd, MemorySegment address, int length) {
    try {
      return narrow((int) Bind.CALL.invokeExact(state, fd, address, length));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int connect(int fd, MemorySegment address, int length) {
    try {
      return narrow((int) Connect.CALL.invokeExact(state, fd, address, length));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// @param length in and out: an `int` with the room at `address`, then with the address's length
  int getsockname(int fd, MemorySegment address, MemorySegment length) {
    try {
      return narrow((int) Getsockname.CALL.invokeExact(state, fd, address, length));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int setsockopt(int fd, int level, int option, MemorySegment value, int length) {
    try {
      return narrow((int) Setsockopt.CALL.invokeExact(state, fd, level, option, value, length));
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// @param address of the receiver; {@link MemorySegment#NULL} with length 0 on a connected socket
  long sendto(
      int fd,
      MemorySegment data,
      long dataLength,
      int flags,
      MemorySegment address,
      int addressLength) {
    try {
      return Libc.result(
          (long)
              Sendto.CALL.invokeExact(state, fd, data, dataLength, flags, address, addressLength),
          state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  long recvmsg(int fd, MemorySegment message, int flags) {
    try {
      return Libc.result((long) Recvmsg.CALL.invokeExact(state, fd, message, flags), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int fchmod(int fd, int mode) {
    try {
      return narrow((int) Fchmod.CALL.invokeExact(state, fd, mode));
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

  private int narrow(int result) {
    return (int) Libc.result(result, state);
  }

  // One holder each, so that a call is linked when it is first made.

  private static final class Socket {
    static final MethodHandle CALL = Libc.link("socket", INT, INT, INT, INT);
  }

  private static final class Bind {
    static final MethodHandle CALL = Libc.link("bind", INT, INT, POINTER, INT);
  }

  private static final class Connect {
    static final MethodHandle CALL = Libc.link("connect", INT, INT, POINTER, INT);
  }

  private static final class Getsockname {
    static final MethodHandle CALL = Libc.link("getsockname", INT, INT, POINTER, POINTER);
  }

  private static final class Setsockopt {
    static final MethodHandle CALL = Libc.link("setsockopt", INT, INT, INT, INT, POINTER, INT);
  }

  private static final class Sendto {
    static final MethodHandle CALL =
        Libc.link("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);
  }

  private static final class Recvmsg {
    static final MethodHandle CALL = Libc.link("recvmsg", LONG, INT, POINTER, INT);
  }

  private static final class Fchmod {
    static final MethodHandle CALL = Libc.link("fchmod", INT, INT, INT);
  }

  private static final class Close {
    static final MethodHandle CALL = Libc.link("close", INT, INT);
  }
}
