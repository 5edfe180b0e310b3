// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AddressFamily;

/// What the command line says beside the configuration: chronyd's options.
///
/// @param mode what to do
/// @param family `-4`, `-6`: which addresses are used at all
/// @param foreground `-n`, `-d` and what implies it: do not detach from the terminal
/// @param logToError `-d` and what implies it: log to standard error instead of the system's log
/// @param logFile `-l`: log to this file instead; empty for none
/// @param minimumSeverity `-L`: what is logged at least
/// @param reloadDumps `-r`: start with the sample histories in the dump directory
/// @param restart `-R`: no initial step, and `makestep` only when its limit is negative
/// @param setFromRtc `-s`: set the clock from the real-time clock or the drift file's date at start
/// @param timeoutSeconds `-t`: end after so long; 0 for never
/// @param user `-u`: instead of the configured one; empty for that
/// @param rootCheck false with `-U`
/// @param steer false with `-x` or `-Q`: leave the clock alone
/// @param lockMemory `-m`
/// @param schedPriority `-P`: SCHED_FIFO priority, 0 to 100, instead of the configured one; -1 for
///   that
/// @param notifyDescriptor `-N`: write a newline to this file descriptor when ready; -1 for none
/// @param syscallFilter `-F`: level, −2 to 2; 0 for none
public record RunOptions(
    Mode mode,
    AddressFamily family,
    boolean foreground,
    boolean logToError,
    String logFile,
    Severity minimumSeverity,
    boolean reloadDumps,
    boolean restart,
    boolean setFromRtc,
    int timeoutSeconds,
    String user,
    boolean rootCheck,
    boolean steer,
    boolean lockMemory,
    int schedPriority,
    int notifyDescriptor,
    int syscallFilter) {

  /// No option at all.
  public static final RunOptions DEFAULT =
      new RunOptions(
          Mode.NORMAL,
          AddressFamily.ANY,
          false,
          false,
          "",
          Severity.INFO,
          false,
          false,
          false,
          0,
          "",
          true,
          true,
          false,
          -1,
          -1,
          0);

  /// What to do.
  public enum Mode {
    /// Keep the clock right until told to stop.
    NORMAL,
    /// `-q`: set the clock once and end.
    SET_ONCE,
    /// `-Q`: measure the offset once, print it and end, as a client only and touching nothing.
    MEASURE_ONCE
  }

  /// How serious a message is, in rising order.
  public enum Severity {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    FATAL
  }
}
