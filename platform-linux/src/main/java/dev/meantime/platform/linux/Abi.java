// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// Sizes, offsets and constants of Linux's C interface, named as in C.
///
/// They are the same on x86-64 and arm64: both are little-endian LP64 with natural alignment and
/// take these constants from the kernel's generic headers. (The one structure of this field that
/// differs, `epoll_event`, packed on x86-64, is not used: the loop waits in `ppoll`.) A test
/// compares everything here with the C compiler's view.
final class Abi {

  private Abi() {}

  static final int AF_UNSPEC = 0;
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int EFD_NONBLOCK = 0x800;
  static final int EFD_CLOEXEC = 0x80000;

  static final int SOL_SOCKET = 1;
  static final int SO_BROADCAST = 6;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_REUSEPORT = 15;
  static final int SO_BINDTODEVICE = 25;
  static final int SO_SNDBUFFORCE = 32;
  static final int SO_RCVBUFFORCE = 33;
  static final int SO_TIMESTAMPING = 37;
  static final int SO_RXQ_OVFL = 40;
  static final int SO_RCVTIMEO = 20;
  static final int SO_ATTACH_REUSEPORT_CBPF = 51;
  static final int IPPROTO_IP = 0;
  static final int IP_TOS = 1;
  static final int IP_PKTINFO = 8;
  static final int IP_RECVERR = 11;
  static final int IP_FREEBIND = 15;
  static final int IP_MULTICAST_TTL = 33;
  static final int MCAST_JOIN_GROUP = 42;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_MULTICAST_HOPS = 18;
  static final int IPV6_RECVERR = 25;
  static final int IPV6_V6ONLY = 26;
  static final int IPV6_RECVPKTINFO = 49;
  static final int IPV6_PKTINFO = 50;
  static final int IPV6_TCLASS = 67;
  static final int IPV6_FREEBIND = 78;

  static final int SOF_TIMESTAMPING_TX_SOFTWARE = 0x2;
  static final int SOF_TIMESTAMPING_RX_SOFTWARE = 0x8;
  static final int SOF_TIMESTAMPING_SOFTWARE = 0x10;
  static final int SOF_TIMESTAMPING_OPT_ID = 0x80;
  static final int SOF_TIMESTAMPING_OPT_CMSG = 0x400;
  static final int SOF_TIMESTAMPING_OPT_TSONLY = 0x800;
  static final int SO_EE_ORIGIN_TIMESTAMPING = 4;
  static final int SCM_TSTAMP_SND = 0;

  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_WAITFORONE = 0x10000;
  static final int MSG_ERRQUEUE = 0x2000;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int PR_SET_TIMERSLACK = 29;

  static final short POLLIN = 0x1;
  static final short POLLERR = 0x8;

  static final int CLOCK_REALTIME = 0;
  static final int SC_CLK_TCK = 2;

  static final int ADJ_OFFSET = 0x1;
  static final int ADJ_FREQUENCY = 0x2;
  static final int ADJ_MAXERROR = 0x4;
  static final int ADJ_ESTERROR = 0x8;
  static final int ADJ_STATUS = 0x10;
  static final int ADJ_SETOFFSET = 0x100;
  static final int ADJ_NANO = 0x2000;
  static final int ADJ_TICK = 0x4000;
  static final int ADJ_OFFSET_SINGLESHOT = 0x8001;
  static final int STA_PLL = 0x1;
  static final int STA_INS = 0x10;
  static final int STA_DEL = 0x20;
  static final int STA_UNSYNC = 0x40;

  static final int EAI_NONAME = -2;
  static final int EAI_AGAIN = -3;
  static final int EAI_FAIL = -4;
  static final int EAI_NODATA = -5;
  static final int EAI_ADDRFAMILY = -9;
  static final int EAI_MEMORY = -10;
  static final int EAI_SYSTEM = -11;

  /// `struct timex`
  static final class Timex {
    private Timex() {}

    static final int SIZE = 208;
    static final int MODES = 0;
    static final int FREQ = 16;
    static final int MAXERROR = 24;
    static final int ESTERROR = 32;
    static final int STATUS = 40;
    static final int TIME_SEC = 72;
    static final int TIME_USEC = 80;
    static final int TICK = 88;
    static final int TAI = 160;
  }

  /// `struct timespec`
  static final class Timespec {
    private Timespec() {}

    static final int SIZE = 16;
    static final int SEC = 0;
    static final int NSEC = 8;
  }

  /// `struct timeval`
  static final class Timeval {
    private Timeval() {}

    static final int SIZE = 16;
    static final int USEC = 8;
  }

  /// `struct sockaddr_in`
  static final class SockaddrIn {
    private SockaddrIn() {}

    static final int SIZE = 16;
    static final int FAMILY = 0;
    static final int PORT = 2;
    static final int ADDR = 4;
  }

  /// `struct sockaddr_in6`
  static final class SockaddrIn6 {
    private SockaddrIn6() {}

    static final int SIZE = 28;
    static final int FAMILY = 0;
    static final int PORT = 2;
    static final int ADDR = 8;
    static final int SCOPE_ID = 24;
  }

  /// `struct sockaddr_un`
  static final class SockaddrUn {
    private SockaddrUn() {}

    static final int SIZE = 110;
    static final int FAMILY = 0;
    static final int PATH = 2;
  }

  /// `struct msghdr`
  static final class Msghdr {
    private Msghdr() {}

    static final int SIZE = 56;
    static final int NAME = 0;
    static final int NAMELEN = 8;
    static final int IOV = 16;
    static final int IOVLEN = 24;
    static final int CONTROL = 32;
    static final int CONTROLLEN = 40;
    static final int FLAGS = 48;
  }

  /// `struct mmsghdr`; a `msghdr` comes first
  static final class Mmsghdr {
    private Mmsghdr() {}

    static final int SIZE = 64;
    static final int LEN = 56;
  }

  /// `struct sock_filter`
  static final class SockFilter {
    private SockFilter() {}

    static final int SIZE = 8;
    static final int CODE = 0;
    static final int JT = 2;
    static final int JF = 3;
    static final int K = 4;
  }

  /// `struct sock_fprog`
  static final class SockFprog {
    private SockFprog() {}

    static final int SIZE = 16;
    static final int LEN = 0;
    static final int FILTER = 8;
  }

  /// `struct group_req`
  static final class GroupReq {
    private GroupReq() {}

    static final int SIZE = 136;
    static final int INTERFACE = 0;
    static final int GROUP = 8;
  }

  /// `struct iovec`
  static final class Iovec {
    private Iovec() {}

    static final int SIZE = 16;
    static final int BASE = 0;
    static final int LEN = 8;
  }

  /// `struct cmsghdr`; its data follow, the next one begins at a multiple of {@link #ALIGNMENT}
  static final class Cmsghdr {
    private Cmsghdr() {}

    static final int SIZE = 16;
    static final int LEN = 0;
    static final int LEVEL = 8;
    static final int TYPE = 12;
    static final int ALIGNMENT = 8;
  }

  /// `struct in_pktinfo`
  static final class InPktinfo {
    private InPktinfo() {}

    static final int SIZE = 12;
    static final int IFINDEX = 0;
    static final int SPEC_DST = 4;
    static final int ADDR = 8;
  }

  /// `struct in6_pktinfo`
  static final class In6Pktinfo {
    private In6Pktinfo() {}

    static final int SIZE = 20;
    static final int ADDR = 0;
    static final int IFINDEX = 16;
  }

  /// `struct sock_extended_err`
  static final class SockExtendedErr {
    private SockExtendedErr() {}

    static final int SIZE = 16;
    static final int ERRNO = 0;
    static final int ORIGIN = 4;
    static final int INFO = 8;
    static final int DATA = 12;
  }

  /// `struct pollfd`
  static final class Pollfd {
    private Pollfd() {}

    static final int SIZE = 8;
    static final int FD = 0;
    static final int EVENTS = 4;
    static final int REVENTS = 6;
  }

  /// `struct addrinfo`
  static final class Addrinfo {
    private Addrinfo() {}

    static final int SIZE = 48;
    static final int FAMILY = 4;
    static final int SOCKTYPE = 8;
    static final int ADDRLEN = 16;
    static final int ADDR = 24;
    static final int NEXT = 40;
  }
}
