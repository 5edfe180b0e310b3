// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.LogConfig;
import dev.meantime.daemon.config.LogConfig.Log;
import dev.meantime.daemon.log.LogFile;
import dev.meantime.daemon.log.LogLines;
import dev.meantime.daemon.log.StatusLog;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.association.Measurement;
import dev.meantime.engine.discipline.DisciplineEvent;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.refclock.ReferenceClockAction;
import dev.meantime.engine.select.Candidate;
import dev.meantime.engine.select.SourceVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes the log files that the configuration asks for. Confined to the loop.
final class StatusLogs {

  private final Map<StatusLog, LogFile> files = new EnumMap<>(StatusLog.class);
  private final boolean raw;
  private final Map<SourceId, SourceEstimate> before = new HashMap<>();

  StatusLogs(LogConfig config, EventLog log) {
    this.raw = config.logs().contains(Log.RAWMEASUREMENTS);
    if (config.directory().isEmpty()) {
      if (!config.logs().isEmpty()) {
        log.warn("logdir not specified");
      }
      return;
    }
    if (!config.logs().isEmpty()) {
      create(Path.of(config.directory()), log);
    }
    for (Log wanted : config.logs()) {
      file(wanted)
          .ifPresent(file ->
              files.computeIfAbsent(
                  file,
                  kind ->
                      new LogFile(
                          Path.of(config.directory()), kind, config.bannerInterval(), log::warn)));
    }
  }

  private static void create(Path directory, EventLog log) {
    if (Files.exists(directory)) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("Could not create the log directory " + directory + " : " + e);
    }
  }

  private static Optional<StatusLog> file(Log log) {
    return switch (log) {
      case RAWMEASUREMENTS, MEASUREMENTS -> Optional.of(StatusLog.MEASUREMENTS);
      case SELECTION -> Optional.of(StatusLog.SELECTION);
      case STATISTICS -> Optional.of(StatusLog.STATISTICS);
      case TRACKING -> Optional.of(StatusLog.TRACKING);
      case TEMPCOMP -> Optional.of(StatusLog.TEMPCOMP);
      case REFCLOCKS -> Optional.of(StatusLog.REFCLOCKS);
      case RTC -> Optional.empty();
    };
  }

  void onMeasured(NtpSource source, Measurement measurement) {
    LogFile file = files.get(StatusLog.MEASUREMENTS);
    if (file != null && (raw || measurement.tests().isSynchronised())) {
      file.write(LogLines.measurement(measurement, source.logName()));
    }
  }

  /// A source has one more sample.
  void onUpdated(Source source) {
    LogFile file = files.get(StatusLog.STATISTICS);
    if (file != null) {
      SourceEstimate now = source.estimate();
      SourceEstimate previous = before.put(source.id(), now);
      file.write(
          LogLines.statistics(
              previous == null ? SourceEstimate.none() : previous, now, source.logName()));
    }
  }

  /// @param nameOf the address of a source
  void onSelected(
      long cookedNanos,
      List<Candidate> candidates,
      List<SourceVerdict> verdicts,
      Map<SourceId, String> nameOf) {
    LogFile file = files.get(StatusLog.SELECTION);
    if (file == null) {
      return;
    }
    for (int i = 0; i < verdicts.size(); i++) {
      Candidate candidate = candidates.get(i);
      double age = (cookedNanos - candidate.estimate().last().timeNanos()) * 1e-9;
      file.write(
          LogLines.selection(
              cookedNanos,
              verdicts.get(i),
              nameOf.getOrDefault(candidate.id(), "?"),
              candidate.reachability(),
              age));
    }
  }

  boolean wantsSelections() {
    return files.containsKey(StatusLog.SELECTION);
  }

  /// @param remainingBefore what was still to be slewed just before, seconds
  void onTracking(DisciplineEvent.Updated update, String source, double remainingBefore) {
    LogFile file = files.get(StatusLog.TRACKING);
    if (file != null) {
      file.write(LogLines.tracking(update, source, remainingBefore));
    }
  }

  /// @param before how the clock stood just before
  void onUnsynchronised(long cookedNanos, ClockState before, ClockState now) {
    LogFile file = files.get(StatusLog.TRACKING);
    if (file != null) {
      file.write(LogLines.unsynchronised(cookedNanos, now, before.errorBoundAt(cookedNanos)));
    }
  }

  void onRefclockMeasured(String source, ReferenceClockAction.Measured measured) {
    LogFile file = files.get(StatusLog.REFCLOCKS);
    if (file != null) {
      file.write(LogLines.refclock(measured, source));
    }
  }

  void onRefclockFiltered(String source, ReferenceClockAction.Filtered filtered) {
    LogFile file = files.get(StatusLog.REFCLOCKS);
    if (file != null) {
      file.write(LogLines.refclock(filtered, source));
    }
  }

  /// @param slow by how much the clock is slow at that temperature, s/s
  void onTemperature(long nanos, double temperature, double slow) {
    LogFile file = files.get(StatusLog.TEMPCOMP);
    if (file != null) {
      file.write(LogLines.temperature(nanos, temperature, slow));
    }
  }

  /// Closes the files; the next line opens them anew.
  void cycle() {
    files.values().forEach(LogFile::close);
  }
}
