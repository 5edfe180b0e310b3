// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// Sizes, offsets and constants of Linux's interface to eBPF and AF_XDP, named as in C. What is
/// said at {@link Abi} holds here too.
final class XdpAbi {

  private XdpAbi() {}

  static final int BPF_MAP_CREATE = 0;
  static final int BPF_MAP_UPDATE_ELEM = 2;
  static final int BPF_MAP_DELETE_ELEM = 3;
  static final int BPF_PROG_LOAD = 5;
  static final int BPF_PROG_TEST_RUN = 10;
  static final int BPF_LINK_CREATE = 28;

  static final int BPF_MAP_TYPE_HASH = 1;
  static final int BPF_MAP_TYPE_XSKMAP = 17;
  static final int BPF_PROG_TYPE_XDP = 6;
  static final int BPF_XDP = 37;
  static final int BPF_PSEUDO_MAP_FD = 1;

  static final int BPF_FUNC_map_lookup_elem = 1;
  static final int BPF_FUNC_ktime_get_ns = 5;
  static final int BPF_FUNC_redirect_map = 51;
  static final int BPF_FUNC_xdp_adjust_meta = 54;

  static final int XDP_PASS = 2;
  static final int XDP_REDIRECT = 4;
  static final int XDP_FLAGS_SKB_MODE = 2;
  static final int XDP_FLAGS_DRV_MODE = 4;

  static final int AF_XDP = 44;
  static final int SOCK_RAW = 3;
  static final int SOL_XDP = 283;
  static final int XDP_MMAP_OFFSETS = 1;
  static final int XDP_RX_RING = 2;
  static final int XDP_TX_RING = 3;
  static final int XDP_UMEM_REG = 4;
  static final int XDP_UMEM_FILL_RING = 5;
  static final int XDP_UMEM_COMPLETION_RING = 6;
  static final int XDP_STATISTICS = 7;
  static final int XDP_COPY = 2;
  static final int XDP_USE_NEED_WAKEUP = 8;
  static final int XDP_RING_NEED_WAKEUP = 1;
  static final long XDP_PGOFF_RX_RING = 0;
  static final long XDP_PGOFF_TX_RING = 0x8000_0000L;
  static final long XDP_UMEM_PGOFF_FILL_RING = 0x1_0000_0000L;
  static final long XDP_UMEM_PGOFF_COMPLETION_RING = 0x1_8000_0000L;

  static final int PROT_READ = 1;
  static final int PROT_WRITE = 2;
  static final int MAP_SHARED = 1;
  static final int MAP_PRIVATE = 2;
  static final int MAP_ANONYMOUS = 0x20;
  static final int MAP_POPULATE = 0x8000;

  /// `union bpf_attr`, as far as it is used here
  static final class BpfAttr {
    private BpfAttr() {}

    /// More than any command needs and less than the oldest kernel of interest knows.
    static final int SIZE = 72;

    static final int MAP_TYPE = 0;
    static final int KEY_SIZE = 4;
    static final int VALUE_SIZE = 8;
    static final int MAX_ENTRIES = 12;

    static final int MAP_FD = 0;
    static final int KEY = 8;
    static final int VALUE = 16;

    static final int PROG_TYPE = 0;
    static final int INSN_CNT = 4;
    static final int INSNS = 8;
    static final int LICENSE = 16;
    static final int LOG_LEVEL = 24;
    static final int LOG_SIZE = 28;
    static final int LOG_BUF = 32;

    static final int LINK_PROG_FD = 0;
    static final int LINK_TARGET_IFINDEX = 4;
    static final int LINK_ATTACH_TYPE = 8;
    static final int LINK_FLAGS = 12;

    static final int TEST_PROG_FD = 0;
    static final int TEST_RETVAL = 4;
    static final int TEST_DATA_SIZE_IN = 8;
    static final int TEST_DATA_SIZE_OUT = 12;
    static final int TEST_DATA_IN = 16;
    static final int TEST_DATA_OUT = 24;
    static final int TEST_REPEAT = 32;
  }

  /// `struct xdp_md`
  static final class XdpMd {
    private XdpMd() {}

    static final int DATA = 0;
    static final int DATA_END = 4;
    static final int DATA_META = 8;
    static final int RX_QUEUE_INDEX = 16;
  }

  /// `struct xdp_umem_reg` as older kernels know it, which newer ones take too
  static final class XdpUmemReg {
    private XdpUmemReg() {}

    static final int SIZE = 32;
    static final int ADDR = 0;
    static final int LEN = 8;
    static final int CHUNK_SIZE = 16;
    static final int HEADROOM = 20;
  }

  /// `struct xdp_ring_offset`
  static final class XdpRingOffset {
    private XdpRingOffset() {}

    static final int SIZE = 32;
    static final int PRODUCER = 0;
    static final int CONSUMER = 8;
    static final int DESC = 16;
    static final int FLAGS = 24;
  }

  /// `struct xdp_mmap_offsets`
  static final class XdpMmapOffsets {
    private XdpMmapOffsets() {}

    static final int SIZE = 128;
    static final int RX = 0;
    static final int TX = 32;
    static final int FR = 64;
    static final int CR = 96;
  }

  /// `struct xdp_desc`
  static final class XdpDesc {
    private XdpDesc() {}

    static final int SIZE = 16;
    static final int ADDR = 0;
    static final int LEN = 8;
    static final int OPTIONS = 12;
  }

  /// `struct xdp_statistics`
  static final class XdpStatistics {
    private XdpStatistics() {}

    static final int SIZE = 48;
    static final int RX_DROPPED = 0;
    static final int RX_RING_FULL = 24;
    static final int RX_FILL_RING_EMPTY_DESCS = 32;
  }

  /// `struct sockaddr_xdp`
  static final class SockaddrXdp {
    private SockaddrXdp() {}

    static final int SIZE = 16;
    static final int FAMILY = 0;
    static final int FLAGS = 2;
    static final int IFINDEX = 4;
    static final int QUEUE_ID = 8;
  }
}
