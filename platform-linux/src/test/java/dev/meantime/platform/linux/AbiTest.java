// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares what the code believes of C with what the C compiler of this machine says.
final class AbiTest {

  @TempDir private Path directory;

  @Test
  void layoutsAndConstantsAreTheCompilers() throws IOException, InterruptedException {
    Map<String, Long> expected = expectations();
    List<String> statements = new ArrayList<>();
    expected.keySet().forEach(c -> statements.add("printf(\"%lld\\n\", (long long) (" + c + "));"));
    List<String> lines = CProgram.run(directory, statements);
    Map<String, Long> actual = new LinkedHashMap<>();
    for (String c : expected.keySet()) {
      actual.put(c, Long.valueOf(lines.get(actual.size())));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void errorsAreTheCLibrarys() throws IOException, InterruptedException {
    List<String> statements = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Errno errno : Errno.values()) {
      statements.add("printf(\"%d %s\\n\", " + errno + ", strerror(" + errno + "));");
      expected.add(errno.number() + " " + errno.text());
    }
    assertThat(CProgram.run(directory, statements)).isEqualTo(expected);
  }

  private static Map<String, Long> expectations() {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("AF_UNSPEC", (long) Abi.AF_UNSPEC);
    expected.put("AF_UNIX", (long) Abi.AF_UNIX);
    expected.put("AF_INET", (long) Abi.AF_INET);
    expected.put("AF_INET6", (long) Abi.AF_INET6);
    expected.put("SOCK_DGRAM", (long) Abi.SOCK_DGRAM);
    expected.put("SOCK_NONBLOCK", (long) Abi.SOCK_NONBLOCK);
    expected.put("SOCK_CLOEXEC", (long) Abi.SOCK_CLOEXEC);
    expected.put("EFD_NONBLOCK", (long) Abi.EFD_NONBLOCK);
    expected.put("EFD_CLOEXEC", (long) Abi.EFD_CLOEXEC);
    expected.put("SOL_SOCKET", (long) Abi.SOL_SOCKET);
    expected.put("SO_BROADCAST", (long) Abi.SO_BROADCAST);
    expected.put("SO_SNDBUF", (long) Abi.SO_SNDBUF);
    expected.put("SO_SNDBUFFORCE", (long) Abi.SO_SNDBUFFORCE);
    expected.put("SO_RCVBUF", (long) Abi.SO_RCVBUF);
    expected.put("SO_REUSEPORT", (long) Abi.SO_REUSEPORT);
    expected.put("SO_BINDTODEVICE", (long) Abi.SO_BINDTODEVICE);
    expected.put("SO_RCVBUFFORCE", (long) Abi.SO_RCVBUFFORCE);
    expected.put("SO_RXQ_OVFL", (long) Abi.SO_RXQ_OVFL);
    expected.put("SO_RCVTIMEO", (long) Abi.SO_RCVTIMEO);
    expected.put("SO_ATTACH_REUSEPORT_CBPF", (long) Abi.SO_ATTACH_REUSEPORT_CBPF);
    expected.put("IP_MULTICAST_TTL", (long) Abi.IP_MULTICAST_TTL);
    expected.put("IPV6_MULTICAST_HOPS", (long) Abi.IPV6_MULTICAST_HOPS);
    expected.put("MCAST_JOIN_GROUP", (long) Abi.MCAST_JOIN_GROUP);
    expected.put("MSG_TRUNC", (long) Abi.MSG_TRUNC);
    expected.put("SOF_TIMESTAMPING_OPT_CMSG", (long) Abi.SOF_TIMESTAMPING_OPT_CMSG);
    expected.put("sizeof(struct mmsghdr)", (long) Abi.Mmsghdr.SIZE);
    expected.put("offsetof(struct mmsghdr, msg_len)", (long) Abi.Mmsghdr.LEN);
    expected.put("sizeof(struct sock_filter)", (long) Abi.SockFilter.SIZE);
    expected.put("offsetof(struct sock_filter, code)", (long) Abi.SockFilter.CODE);
    expected.put("offsetof(struct sock_filter, jt)", (long) Abi.SockFilter.JT);
    expected.put("offsetof(struct sock_filter, jf)", (long) Abi.SockFilter.JF);
    expected.put("offsetof(struct sock_filter, k)", (long) Abi.SockFilter.K);
    expected.put("sizeof(struct sock_fprog)", (long) Abi.SockFprog.SIZE);
    expected.put("offsetof(struct sock_fprog, len)", (long) Abi.SockFprog.LEN);
    expected.put("offsetof(struct sock_fprog, filter)", (long) Abi.SockFprog.FILTER);
    expected.put("sizeof(struct group_req)", (long) Abi.GroupReq.SIZE);
    expected.put("offsetof(struct group_req, gr_interface)", (long) Abi.GroupReq.INTERFACE);
    expected.put("offsetof(struct group_req, gr_group)", (long) Abi.GroupReq.GROUP);
    expected.put("offsetof(struct in_pktinfo, ipi_ifindex)", (long) Abi.InPktinfo.IFINDEX);
    expected.put("offsetof(struct in_pktinfo, ipi_spec_dst)", (long) Abi.InPktinfo.SPEC_DST);
    expected.put("SO_TIMESTAMPING", (long) Abi.SO_TIMESTAMPING);
    expected.put("IPPROTO_IP", (long) Abi.IPPROTO_IP);
    expected.put("IP_TOS", (long) Abi.IP_TOS);
    expected.put("IP_PKTINFO", (long) Abi.IP_PKTINFO);
    expected.put("IP_RECVERR", (long) Abi.IP_RECVERR);
    expected.put("IP_FREEBIND", (long) Abi.IP_FREEBIND);
    expected.put("IPPROTO_IPV6", (long) Abi.IPPROTO_IPV6);
    expected.put("IPV6_RECVERR", (long) Abi.IPV6_RECVERR);
    expected.put("IPV6_V6ONLY", (long) Abi.IPV6_V6ONLY);
    expected.put("IPV6_RECVPKTINFO", (long) Abi.IPV6_RECVPKTINFO);
    expected.put("IPV6_PKTINFO", (long) Abi.IPV6_PKTINFO);
    expected.put("IPV6_TCLASS", (long) Abi.IPV6_TCLASS);
    expected.put("IPV6_FREEBIND", (long) Abi.IPV6_FREEBIND);
    expected.put("SOF_TIMESTAMPING_TX_SOFTWARE", (long) Abi.SOF_TIMESTAMPING_TX_SOFTWARE);
    expected.put("SOF_TIMESTAMPING_RX_SOFTWARE", (long) Abi.SOF_TIMESTAMPING_RX_SOFTWARE);
    expected.put("SOF_TIMESTAMPING_SOFTWARE", (long) Abi.SOF_TIMESTAMPING_SOFTWARE);
    expected.put("SOF_TIMESTAMPING_OPT_ID", (long) Abi.SOF_TIMESTAMPING_OPT_ID);
    expected.put("SOF_TIMESTAMPING_OPT_TSONLY", (long) Abi.SOF_TIMESTAMPING_OPT_TSONLY);
    expected.put("SO_EE_ORIGIN_TIMESTAMPING", (long) Abi.SO_EE_ORIGIN_TIMESTAMPING);
    expected.put("SCM_TSTAMP_SND", (long) Abi.SCM_TSTAMP_SND);
    expected.put("MSG_DONTWAIT", (long) Abi.MSG_DONTWAIT);
    expected.put("MSG_WAITFORONE", (long) Abi.MSG_WAITFORONE);
    expected.put("MSG_ERRQUEUE", (long) Abi.MSG_ERRQUEUE);
    expected.put("MSG_NOSIGNAL", (long) Abi.MSG_NOSIGNAL);
    expected.put("PR_SET_TIMERSLACK", (long) Abi.PR_SET_TIMERSLACK);
    expected.put("POLLIN", (long) Abi.POLLIN);
    expected.put("POLLERR", (long) Abi.POLLERR);
    expected.put("CLOCK_REALTIME", (long) Abi.CLOCK_REALTIME);
    expected.put("_SC_CLK_TCK", (long) Abi.SC_CLK_TCK);
    expected.put("ADJ_OFFSET", (long) Abi.ADJ_OFFSET);
    expected.put("ADJ_FREQUENCY", (long) Abi.ADJ_FREQUENCY);
    expected.put("ADJ_MAXERROR", (long) Abi.ADJ_MAXERROR);
    expected.put("ADJ_ESTERROR", (long) Abi.ADJ_ESTERROR);
    expected.put("ADJ_STATUS", (long) Abi.ADJ_STATUS);
    expected.put("ADJ_SETOFFSET", (long) Abi.ADJ_SETOFFSET);
    expected.put("ADJ_NANO", (long) Abi.ADJ_NANO);
    expected.put("ADJ_TICK", (long) Abi.ADJ_TICK);
    expected.put("ADJ_OFFSET_SINGLESHOT", (long) Abi.ADJ_OFFSET_SINGLESHOT);
    expected.put("STA_PLL", (long) Abi.STA_PLL);
    expected.put("STA_INS", (long) Abi.STA_INS);
    expected.put("STA_DEL", (long) Abi.STA_DEL);
    expected.put("STA_UNSYNC", (long) Abi.STA_UNSYNC);
    expected.put("EAI_NONAME", (long) Abi.EAI_NONAME);
    expected.put("EAI_AGAIN", (long) Abi.EAI_AGAIN);
    expected.put("EAI_FAIL", (long) Abi.EAI_FAIL);
    expected.put("EAI_NODATA", (long) Abi.EAI_NODATA);
    expected.put("EAI_ADDRFAMILY", (long) Abi.EAI_ADDRFAMILY);
    expected.put("EAI_MEMORY", (long) Abi.EAI_MEMORY);
    expected.put("EAI_SYSTEM", (long) Abi.EAI_SYSTEM);
    expected.put("sizeof(struct timex)", (long) Abi.Timex.SIZE);
    expected.put("offsetof(struct timex, modes)", (long) Abi.Timex.MODES);
    expected.put("offsetof(struct timex, freq)", (long) Abi.Timex.FREQ);
    expected.put("offsetof(struct timex, maxerror)", (long) Abi.Timex.MAXERROR);
    expected.put("offsetof(struct timex, esterror)", (long) Abi.Timex.ESTERROR);
    expected.put("offsetof(struct timex, status)", (long) Abi.Timex.STATUS);
    expected.put("offsetof(struct timex, time.tv_sec)", (long) Abi.Timex.TIME_SEC);
    expected.put("offsetof(struct timex, time.tv_usec)", (long) Abi.Timex.TIME_USEC);
    expected.put("offsetof(struct timex, tick)", (long) Abi.Timex.TICK);
    expected.put("offsetof(struct timex, tai)", (long) Abi.Timex.TAI);
    expected.put("sizeof(struct timespec)", (long) Abi.Timespec.SIZE);
    expected.put("offsetof(struct timespec, tv_sec)", (long) Abi.Timespec.SEC);
    expected.put("offsetof(struct timespec, tv_nsec)", (long) Abi.Timespec.NSEC);
    expected.put("sizeof(struct timeval)", (long) Abi.Timeval.SIZE);
    expected.put("offsetof(struct timeval, tv_usec)", (long) Abi.Timeval.USEC);
    expected.put("sizeof(struct sockaddr_in)", (long) Abi.SockaddrIn.SIZE);
    expected.put("offsetof(struct sockaddr_in, sin_family)", (long) Abi.SockaddrIn.FAMILY);
    expected.put("offsetof(struct sockaddr_in, sin_port)", (long) Abi.SockaddrIn.PORT);
    expected.put("offsetof(struct sockaddr_in, sin_addr)", (long) Abi.SockaddrIn.ADDR);
    expected.put("sizeof(struct sockaddr_in6)", (long) Abi.SockaddrIn6.SIZE);
    expected.put("offsetof(struct sockaddr_in6, sin6_family)", (long) Abi.SockaddrIn6.FAMILY);
    expected.put("offsetof(struct sockaddr_in6, sin6_port)", (long) Abi.SockaddrIn6.PORT);
    expected.put("offsetof(struct sockaddr_in6, sin6_addr)", (long) Abi.SockaddrIn6.ADDR);
    expected.put("offsetof(struct sockaddr_in6, sin6_scope_id)", (long) Abi.SockaddrIn6.SCOPE_ID);
    expected.put("sizeof(struct sockaddr_un)", (long) Abi.SockaddrUn.SIZE);
    expected.put("offsetof(struct sockaddr_un, sun_family)", (long) Abi.SockaddrUn.FAMILY);
    expected.put("offsetof(struct sockaddr_un, sun_path)", (long) Abi.SockaddrUn.PATH);
    expected.put("sizeof(struct msghdr)", (long) Abi.Msghdr.SIZE);
    expected.put("offsetof(struct msghdr, msg_name)", (long) Abi.Msghdr.NAME);
    expected.put("offsetof(struct msghdr, msg_namelen)", (long) Abi.Msghdr.NAMELEN);
    expected.put("offsetof(struct msghdr, msg_iov)", (long) Abi.Msghdr.IOV);
    expected.put("offsetof(struct msghdr, msg_iovlen)", (long) Abi.Msghdr.IOVLEN);
    expected.put("offsetof(struct msghdr, msg_control)", (long) Abi.Msghdr.CONTROL);
    expected.put("offsetof(struct msghdr, msg_controllen)", (long) Abi.Msghdr.CONTROLLEN);
    expected.put("offsetof(struct msghdr, msg_flags)", (long) Abi.Msghdr.FLAGS);
    expected.put("sizeof(struct iovec)", (long) Abi.Iovec.SIZE);
    expected.put("offsetof(struct iovec, iov_base)", (long) Abi.Iovec.BASE);
    expected.put("offsetof(struct iovec, iov_len)", (long) Abi.Iovec.LEN);
    expected.put("sizeof(struct cmsghdr)", (long) Abi.Cmsghdr.SIZE);
    expected.put("offsetof(struct cmsghdr, cmsg_len)", (long) Abi.Cmsghdr.LEN);
    expected.put("offsetof(struct cmsghdr, cmsg_level)", (long) Abi.Cmsghdr.LEVEL);
    expected.put("offsetof(struct cmsghdr, cmsg_type)", (long) Abi.Cmsghdr.TYPE);
    expected.put("CMSG_ALIGN(1)", (long) Abi.Cmsghdr.ALIGNMENT);
    expected.put("sizeof(struct in_pktinfo)", (long) Abi.InPktinfo.SIZE);
    expected.put("offsetof(struct in_pktinfo, ipi_addr)", (long) Abi.InPktinfo.ADDR);
    expected.put("sizeof(struct in6_pktinfo)", (long) Abi.In6Pktinfo.SIZE);
    expected.put("offsetof(struct in6_pktinfo, ipi6_addr)", (long) Abi.In6Pktinfo.ADDR);
    expected.put("offsetof(struct in6_pktinfo, ipi6_ifindex)", (long) Abi.In6Pktinfo.IFINDEX);
    expected.put("sizeof(struct sock_extended_err)", (long) Abi.SockExtendedErr.SIZE);
    expected.put("offsetof(struct sock_extended_err, ee_errno)", (long) Abi.SockExtendedErr.ERRNO);
    expected.put(
        "offsetof(struct sock_extended_err, ee_origin)", (long) Abi.SockExtendedErr.ORIGIN);
    expected.put("offsetof(struct sock_extended_err, ee_info)", (long) Abi.SockExtendedErr.INFO);
    expected.put("offsetof(struct sock_extended_err, ee_data)", (long) Abi.SockExtendedErr.DATA);
    expected.put("sizeof(struct pollfd)", (long) Abi.Pollfd.SIZE);
    expected.put("offsetof(struct pollfd, fd)", (long) Abi.Pollfd.FD);
    expected.put("offsetof(struct pollfd, events)", (long) Abi.Pollfd.EVENTS);
    expected.put("offsetof(struct pollfd, revents)", (long) Abi.Pollfd.REVENTS);
    expected.put("sizeof(struct addrinfo)", (long) Abi.Addrinfo.SIZE);
    expected.put("offsetof(struct addrinfo, ai_family)", (long) Abi.Addrinfo.FAMILY);
    expected.put("offsetof(struct addrinfo, ai_socktype)", (long) Abi.Addrinfo.SOCKTYPE);
    expected.put("offsetof(struct addrinfo, ai_addrlen)", (long) Abi.Addrinfo.ADDRLEN);
    expected.put("offsetof(struct addrinfo, ai_addr)", (long) Abi.Addrinfo.ADDR);
    expected.put("offsetof(struct addrinfo, ai_next)", (long) Abi.Addrinfo.NEXT);
    return expected;
  }
}
