// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

/// The process itself.
///
/// @param user `user`: whom to run as after start; empty to stay who it is
/// @param schedPriority `sched_priority`: SCHED_FIFO priority, 0 to 100; 0 for none
/// @param lockMemory `lock_all`
/// @param pidFile `pidfile`; empty for none
public record ProcessConfig(String user, int schedPriority, boolean lockMemory, String pidFile) {

  public static final String DEFAULT_PID_FILE = "/run/chrony/chronyd.pid";

  public static final ProcessConfig DEFAULT = new ProcessConfig("", 0, false, DEFAULT_PID_FILE);
}
