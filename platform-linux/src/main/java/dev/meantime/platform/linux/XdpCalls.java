// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls of eBPF and AF_XDP beside the {@linkplain SocketCalls sockets' own}. Each returns what
/// the C function returns, or minus errno. Confined to its thread, whose errno it keeps.
final class XdpCalls {

  /// The C library has no function for it.
  private static final long BPF_NUMBER =
      System.getProperty("os.arch", "").equals("amd64") ? 321 : 280;

  private final MemorySegment state;

  XdpCalls(Arena arena) {
    state = Libc.callState(arena);
  }

  /// @param attributes a `bpf_attr`
  int bpf(int command, MemorySegment attributes) {
    try {
      return (int)
          Libc.result(
              (long)
                  Bpf.CALL.invokeExact(
                      state, BPF_NUMBER, command, attributes, (int) attributes.byteSize()),
              state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Maps memory where the kernel likes, to be read and written.
  ///
  /// @return the address
  long mmap(long length, int flags, int fd, long offset) {
    try {
      return Libc.result(
          (long)
              Mmap.CALL.invokeExact(
                  state,
                  MemorySegment.NULL,
                  length,
                  XdpAbi.PROT_READ | XdpAbi.PROT_WRITE,
                  flags,
                  fd,
                  offset),
          state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  int munmap(MemorySegment memory) {
    try {
      return (int)
          Libc.result((int) Munmap.CALL.invokeExact(state, memory, memory.byteSize()), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// @param length in and out: an `int` with the room at `value`, then with the value's length
  int getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment length) {
    try {
      return (int)
          Libc.result(
              (int) Getsockopt.CALL.invokeExact(state, fd, level, option, value, length), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Has the kernel send what is in the transmit ring. Why it could not is not told, which would
  /// cost an object.
  ///
  /// @return −1 when it did not send everything
  static long send(int fd) {
    try {
      return (long)
          SilentSendto.CALL.invokeExact(
              fd, MemorySegment.NULL, 0L, Abi.MSG_DONTWAIT, MemorySegment.NULL, 0);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// The same.
  ///
  /// @return 0, or minus errno
  long sendTellingWhyNot(int fd) {
    try {
      return Libc.result(
          (long)
              Sendto.CALL.invokeExact(
                  state, fd, MemorySegment.NULL, 0L, Abi.MSG_DONTWAIT, MemorySegment.NULL, 0),
          state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  private static final class Bpf {
    static final MethodHandle CALL = Libc.linkVariadic("syscall", 1, LONG, LONG, INT, POINTER, INT);
  }

  private static final class Mmap {
    static final MethodHandle CALL = Libc.link("mmap", LONG, POINTER, LONG, INT, INT, INT, LONG);
  }

  private static final class Munmap {
    static final MethodHandle CALL = Libc.link("munmap", INT, POINTER, LONG);
  }

  private static final class Getsockopt {
    static final MethodHandle CALL = Libc.link("getsockopt", INT, INT, INT, INT, POINTER, POINTER);
  }

  private static final class SilentSendto {
    static final MethodHandle CALL =
        Libc.linkSilent("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);
  }

  private static final class Sendto {
    static final MethodHandle CALL =
        Libc.link("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);
  }
}
