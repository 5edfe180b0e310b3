// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XdpRefusalTest {

  @ParameterizedTest
  @CsvSource({
    "bpf BPF_MAP_CREATE, EPERM, root or the capabilities CAP_BPF",
    "socket AF_XDP, EPERM, root or the capabilities CAP_BPF",
    "bpf BPF_MAP_CREATE, ENOSYS, the kernel lacks AF_XDP",
    "bpf BPF_MAP_CREATE, EINVAL, the kernel lacks AF_XDP",
    "socket AF_XDP, EAFNOSUPPORT, the kernel lacks AF_XDP",
    "bpf BPF_LINK_CREATE, EBUSY, another XDP program",
    "bpf BPF_LINK_CREATE, EOPNOTSUPP, its driver cannot run XDP programs",
    "bpf BPF_LINK_CREATE, EINVAL, the interface or its driver cannot do this",
    "bind AF_XDP, EBUSY, another program has one of its receive queues",
    "bind AF_XDP, ENETDOWN, bring it up before the daemon starts",
    "setsockopt XDP_UMEM_REG, ENOBUFS, LimitMEMLOCK"
  })
  void saysWhatCanBeDone(String call, String errno, String part) {
    long number = Errno.valueOf(errno).number();
    assertThat(XdpRefusal.sentence(Errno.failed(call, -number)))
        .contains(part)
        .contains(call + ": " + errno);
  }

  @ParameterizedTest
  @CsvSource({"mmap, EIO", "bpf BPF_LINK_CREATE, EFAULT"})
  void otherFailuresSpeakForThemselves(String call, String errno) {
    long number = Errno.valueOf(errno).number();
    assertThat(XdpRefusal.sentence(Errno.failed(call, -number))).startsWith(call + ": " + errno);
  }
}
