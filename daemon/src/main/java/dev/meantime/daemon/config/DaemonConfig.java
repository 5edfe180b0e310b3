// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.discipline.DisciplineConfig;
import dev.meantime.engine.select.SelectionConfig;
import dev.meantime.engine.serve.ServedTimeConfig;

/// Everything a configuration says.
///
/// @param sources where time comes from
/// @param acquisition how the client's sockets are opened
/// @param timestamping where timestamps come from beside the kernel
/// @param selection which sources are believed
/// @param discipline how the clock is corrected. `steer` is true: whether the clock may be touched
///   is up to the command line and the privileges
/// @param clock what belongs to the clock besides
/// @param served what is told of the clock
/// @param server who is served, and where
/// @param command who may look in, and where
/// @param rtc the real-time clock
/// @param log the log files
/// @param process the process itself
public record DaemonConfig(
    SourcesConfig sources,
    AcquisitionConfig acquisition,
    TimestampingConfig timestamping,
    SelectionConfig selection,
    DisciplineConfig discipline,
    ClockConfig clock,
    ServedTimeConfig served,
    ServerConfig server,
    CommandConfig command,
    RtcConfig rtc,
    LogConfig log,
    ProcessConfig process) {

  /// What an empty file means: chrony's defaults, without any source.
  public static final DaemonConfig EMPTY =
      new DaemonConfig(
          SourcesConfig.DEFAULT,
          AcquisitionConfig.DEFAULT,
          TimestampingConfig.DEFAULT,
          SelectionConfig.DEFAULT,
          DisciplineConfig.DEFAULT,
          ClockConfig.DEFAULT,
          ServedTimeConfig.DEFAULT,
          ServerConfig.DEFAULT,
          CommandConfig.DEFAULT,
          RtcConfig.DEFAULT,
          LogConfig.DEFAULT,
          ProcessConfig.DEFAULT);

  /// For `-Q`: serves nobody, listens to no commands and leaves no trace of itself.
  public DaemonConfig clientOnly() {
    return new DaemonConfig(
        sources,
        acquisition,
        timestamping,
        selection,
        discipline,
        clock,
        served,
        server.closed(),
        command.closed(),
        rtc,
        log,
        new ProcessConfig(
            process.user(),
            process.schedPriority(),
            process.lockMemory(),
            process.pidFile().equals(ProcessConfig.DEFAULT_PID_FILE) ? "" : process.pidFile()));
  }
}
