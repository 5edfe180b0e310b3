// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.DaemonConfig;

/// Tells at start what was asked for and is not done yet: nothing is ignored in silence.
final class Unsupported {

  private Unsupported() {}

  static void tell(DaemonConfig config, RunOptions options, boolean steers, EventLog log) {
    String user = options.user().isEmpty() ? config.process().user() : options.user();
    if (!user.isEmpty() && !user.equals("root")) {
      log.warn(
          "Running as the user who started it: dropping privileges to "
              + user
              + " is not supported yet; let the service manager do it (User=,"
              + " AmbientCapabilities=CAP_SYS_TIME)");
    }
    if (!config.sources().dumpDirectory().isEmpty() && !steers) {
      log.warn("dumpdir has no effect on a clock that is only observed");
    }
    if (options.reloadDumps() && config.sources().dumpDirectory().isEmpty()) {
      log.warn("-r has no effect without dumpdir");
    }
    if (options.lockMemory() || config.process().lockMemory()) {
      log.warn("lock_all and -m have no effect: memory is not locked");
    }
    if (options.schedPriority() > 0 || config.process().schedPriority() > 0) {
      log.warn("sched_priority and -P have no effect: the scheduling policy is not changed");
    }
    if (options.syscallFilter() != 0) {
      log.warn("-F has no effect: there is no system call filter");
    }
    if (options.notifyDescriptor() >= 0) {
      log.warn("-N has no effect: readiness is told by NOTIFY_SOCKET only");
    }
    if (!config.rtc().file().isEmpty()) {
      log.warn("rtcfile has no effect yet: the real-time clock is not tracked");
    }
  }
}
