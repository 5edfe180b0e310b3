// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;

import dev.meantime.platform.linux.XdpAbi.BpfAttr;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Makes the kernel's eBPF objects: maps, programs and their link to an interface. Each is a
/// descriptor, and is gone when that is closed or its process has ended. Confined to one thread at
/// a time.
final class BpfObjects {

  private static final int LOG_ROOM = 64 << 10;

  private final XdpCalls calls;
  private final MemorySegment attributes;

  BpfObjects(Arena arena) {
    calls = new XdpCalls(arena);
    attributes = arena.allocate(BpfAttr.SIZE, Long.BYTES);
  }

  /// @param keySize octets
  /// @param valueSize octets
  int map(int type, int keySize, int valueSize, int entries) throws IOException {
    attributes.fill((byte) 0);
    attributes.set(INT, BpfAttr.MAP_TYPE, type);
    attributes.set(INT, BpfAttr.KEY_SIZE, keySize);
    attributes.set(INT, BpfAttr.VALUE_SIZE, valueSize);
    attributes.set(INT, BpfAttr.MAX_ENTRIES, entries);
    return call("bpf BPF_MAP_CREATE", XdpAbi.BPF_MAP_CREATE);
  }

  void put(int map, MemorySegment key, MemorySegment value) throws IOException {
    attributes.fill((byte) 0);
    attributes.set(INT, BpfAttr.MAP_FD, map);
    attributes.set(LONG, BpfAttr.KEY, key.address());
    attributes.set(LONG, BpfAttr.VALUE, value.address());
    call("bpf BPF_MAP_UPDATE_ELEM", XdpAbi.BPF_MAP_UPDATE_ELEM);
  }

  void remove(int map, MemorySegment key) throws IOException {
    attributes.fill((byte) 0);
    attributes.set(INT, BpfAttr.MAP_FD, map);
    attributes.set(LONG, BpfAttr.KEY, key.address());
    call("bpf BPF_MAP_DELETE_ELEM", XdpAbi.BPF_MAP_DELETE_ELEM);
  }

  /// Has a program verified and translated.
  int load(MemorySegment program) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return load(program, MemorySegment.NULL, arena);
    }
  }

  /// What the kernel's verifier has to say about a program that it refuses.
  String complaint(MemorySegment program) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment log = arena.allocate(LOG_ROOM);
      try {
        int fd = load(program, log, arena);
        var _ = new SocketCalls(arena).close(fd);
        return "";
      } catch (IOException e) {
        return e.getMessage() + "\n" + log.getString(0, StandardCharsets.UTF_8);
      }
    }
  }

  private int load(MemorySegment program, MemorySegment log, Arena arena) throws IOException {
    attributes.fill((byte) 0);
    attributes.set(INT, BpfAttr.PROG_TYPE, XdpAbi.BPF_PROG_TYPE_XDP);
    attributes.set(INT, BpfAttr.INSN_CNT, (int) (program.byteSize() / BpfAssembler.INSTRUCTION));
    attributes.set(LONG, BpfAttr.INSNS, program.address());
    attributes.set(LONG, BpfAttr.LICENSE, arena.allocateFrom("Apache-2.0").address());
    if (log.byteSize() > 0) {
      attributes.set(INT, BpfAttr.LOG_LEVEL, 1);
      attributes.set(INT, BpfAttr.LOG_SIZE, (int) log.byteSize());
      attributes.set(LONG, BpfAttr.LOG_BUF, log.address());
    }
    return call("bpf BPF_PROG_LOAD", XdpAbi.BPF_PROG_LOAD);
  }

  /// Attaches an XDP program to an interface until the descriptor is closed.
  ///
  /// @param mode XDP_FLAGS_DRV_MODE or XDP_FLAGS_SKB_MODE
  int link(int program, int interfaceIndex, int mode) throws IOException {
    attributes.fill((byte) 0);
    attributes.set(INT, BpfAttr.LINK_PROG_FD, program);
    attributes.set(INT, BpfAttr.LINK_TARGET_IFINDEX, interfaceIndex);
    attributes.set(INT, BpfAttr.LINK_ATTACH_TYPE, XdpAbi.BPF_XDP);
    attributes.set(INT, BpfAttr.LINK_FLAGS, mode);
    return call("bpf BPF_LINK_CREATE", XdpAbi.BPF_LINK_CREATE);
  }

  /// Runs an XDP program on one frame without an interface.
  ///
  /// @return what the program returns: XDP_PASS, XDP_REDIRECT
  int run(int program, MemorySegment frame) throws IOException {
    attributes.fill((byte) 0);
    attributes.set(INT, BpfAttr.TEST_PROG_FD, program);
    attributes.set(INT, BpfAttr.TEST_DATA_SIZE_IN, (int) frame.byteSize());
    attributes.set(LONG, BpfAttr.TEST_DATA_IN, frame.address());
    attributes.set(INT, BpfAttr.TEST_REPEAT, 1);
    call("bpf BPF_PROG_TEST_RUN", XdpAbi.BPF_PROG_TEST_RUN);
    return attributes.get(INT, BpfAttr.TEST_RETVAL);
  }

  private int call(String name, int command) throws IOException {
    int result = calls.bpf(command, attributes);
    if (result < 0) {
      throw Errno.failed(name, result);
    }
    return result;
  }
}
