// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Links the C library's functions.
final class Libc {

  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  static final AddressLayout POINTER = ValueLayout.ADDRESS;

  private Libc() {}

  /// A function that reports failure by −1 and errno. The handle takes the memory for errno first.
  static MethodHandle link(String name, MemoryLayout result, MemoryLayout... arguments) {
    return link(name, Linker.Option.captureCallState("errno"), result, arguments);
  }

  /// A function that may block and whose errno nobody asks for: unlike with {@link #link}, a call
  /// makes no object.
  @SuppressWarnings("restricted")
  static MethodHandle linkSilent(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  /// A function that returns at once and whose errno nobody asks for. It must never block: the
  /// whole JVM would wait for it.
  static MethodHandle linkBrief(String name, MemoryLayout result, MemoryLayout... arguments) {
    return link(name, Linker.Option.critical(false), result, arguments);
  }

  /// A function without result that does not fail.
  @SuppressWarnings("restricted")
  static MethodHandle linkVoid(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
  }

  /// Like {@link #link}, of a function that C declares with `...` after so many arguments.
  @SuppressWarnings("restricted")
  static MethodHandle linkVariadic(
      String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
    Linker.Option state = Linker.Option.captureCallState("errno");
    return arguments.length > fixed
        ? linker.downcallHandle(
            linker.defaultLookup().findOrThrow(name),
            descriptor,
            state,
            Linker.Option.firstVariadicArg(fixed))
        : linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, state);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(
      String name, Linker.Option option, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), option);
  }

  /// Memory for errno, to be given to every call made on one thread.
  static MemorySegment callState(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  /// The call's own result, or minus errno if it failed.
  static long result(long result, MemorySegment callState) {
    // On Linux errno is all that the state holds.
    return result >= 0 ? result : -callState.get(INT, 0);
  }

  /// For the `catch (Throwable)` that a method handle's call demands.
  static IllegalStateException broken(Throwable cause) {
    return new IllegalStateException("a call into the C library went wrong", cause);
  }
}
