// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.POINTER;

import dev.meantime.platform.Resolver.Resolution;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// `getaddrinfo`: the system's own name service, with its order of addresses. May block for as long
/// as a name server is silent: call it on platform threads other than the loop's. Any number of
/// them may call at the same time.
final class NameCalls {

  private NameCalls() {}

  static Resolution lookUp(String name) {
    if (name.indexOf('\0') >= 0) {
      return new Resolution.NoSuchName("a name cannot hold a zero octet");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.callState(arena);
      MemorySegment hints = arena.allocate(Abi.Addrinfo.SIZE, Long.BYTES);
      hints.set(INT, Abi.Addrinfo.FAMILY, Abi.AF_UNSPEC);
      // Otherwise every address comes once for each type of socket.
      hints.set(INT, Abi.Addrinfo.SOCKTYPE, Abi.SOCK_DGRAM);
      MemorySegment result = arena.allocate(POINTER);
      int error =
          (int)
              Getaddrinfo.CALL.invokeExact(
                  state, arena.allocateFrom(name), MemorySegment.NULL, hints, result);
      if (error != 0) {
        return failure(error, state.get(INT, 0));
      }
      MemorySegment list = result.get(POINTER, 0);
      List<InetAddress> addresses = addresses(list);
      Freeaddrinfo.CALL.invokeExact(list);
      return addresses.isEmpty()
          ? new Resolution.NoSuchName("the name has no address")
          : new Resolution.Resolved(addresses);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  // The list is the C library's memory, of the sizes that it says itself.
  @SuppressWarnings("restricted")
  private static List<InetAddress> addresses(MemorySegment list) {
    List<InetAddress> addresses = new ArrayList<>();
    MemorySegment rest = list;
    while (rest.address() != 0) {
      MemorySegment entry = rest.reinterpret(Abi.Addrinfo.SIZE);
      int family = entry.get(INT, Abi.Addrinfo.FAMILY);
      if (family == Abi.AF_INET || family == Abi.AF_INET6) {
        int length = entry.get(INT, Abi.Addrinfo.ADDRLEN);
        MemorySegment address = entry.get(POINTER, Abi.Addrinfo.ADDR).reinterpret(length);
        if (SocketAddresses.decode(address, length) instanceof InetSocketAddress inet
            && !addresses.contains(inet.getAddress())) {
          addresses.add(inet.getAddress());
        }
      }
      rest = entry.get(POINTER, Abi.Addrinfo.NEXT);
    }
    return addresses;
  }

  /// @param error what `getaddrinfo` returned
  /// @param errno valid with `EAI_SYSTEM`
  static Resolution failure(int error, int errno) {
    return switch (error) {
      case Abi.EAI_NONAME -> new Resolution.NoSuchName("EAI_NONAME (there is no such name)");
      case Abi.EAI_NODATA -> new Resolution.NoSuchName("EAI_NODATA (the name has no address)");
      case Abi.EAI_ADDRFAMILY ->
          new Resolution.NoSuchName("EAI_ADDRFAMILY (the name has no address of this family)");
      case Abi.EAI_AGAIN -> new Resolution.Unavailable("EAI_AGAIN (no name server answered)");
      case Abi.EAI_FAIL -> new Resolution.Unavailable("EAI_FAIL (the name server failed)");
      case Abi.EAI_MEMORY -> new Resolution.Unavailable("EAI_MEMORY (out of memory)");
      case Abi.EAI_SYSTEM -> new Resolution.Unavailable("EAI_SYSTEM (" + Errno.name(errno) + ")");
      default -> new Resolution.Unavailable("getaddrinfo error " + error);
    };
  }

  private static final class Getaddrinfo {
    static final MethodHandle CALL =
        Libc.link("getaddrinfo", INT, POINTER, POINTER, POINTER, POINTER);
  }

  private static final class Freeaddrinfo {
    static final MethodHandle CALL = Libc.linkVoid("freeaddrinfo", POINTER);
  }
}
