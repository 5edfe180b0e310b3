// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.SystemCallException;

/// Why an interface's bypass cannot be had, for whoever asked for it.
final class XdpRefusal {

  private XdpRefusal() {}

  /// A sentence on a call that failed, with what can be done about it.
  static String sentence(SystemCallException failure) {
    String reason = reason(failure);
    return reason + (reason.isEmpty() ? "" : ": ") + failure.getMessage();
  }

  private static String reason(SystemCallException failure) {
    boolean link = failure.call().endsWith("BPF_LINK_CREATE");
    boolean bind = failure.call().startsWith("bind");
    return switch (failure.errno()) {
      case "EPERM", "EACCES" ->
          "this needs root or the capabilities CAP_BPF, CAP_NET_ADMIN and CAP_NET_RAW";
      case "ENOSYS", "EAFNOSUPPORT", "ENOPROTOOPT" -> missing();
      case "EINVAL" -> link || bind ? "the interface or its driver cannot do this" : missing();
      case "EBUSY", "EEXIST" ->
          link
              ? "another XDP program is attached to it; detach that first"
              : "another program has one of its receive queues";
      case "EOPNOTSUPP", "ERANGE" -> "its driver cannot run XDP programs";
      case "ENETDOWN" -> "the interface is down; bring it up before the daemon starts";
      case "ENOMEM", "ENOBUFS" ->
          "there is not enough memory that may be locked; raise the limit (LimitMEMLOCK of systemd)";
      default -> "";
    };
  }

  private static String missing() {
    return "the kernel lacks AF_XDP, which is in Linux 5.9 and later with CONFIG_XDP_SOCKETS";
  }
}
