// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.RunOptions.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// Where log lines go: a stream with UTC time stamps, or the journal, which stamps itself and wants
/// each line's priority in front (sd-daemon(3)).
final class LogSinks {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private LogSinks() {}

  /// As the options and the environment say.
  ///
  /// @throws IOException when the log file cannot be opened
  static EventLog.Sink choose(RunOptions options, Map<String, String> environment, PrintStream err)
      throws IOException {
    if (!options.logFile().isEmpty()) {
      return file(Path.of(options.logFile()));
    }
    if (!options.logToError() && isJournal(environment.getOrDefault("JOURNAL_STREAM", ""))) {
      return (severity, _, message) -> err.println("<" + priority(severity) + ">" + message);
    }
    return (_, time, message) -> err.println(utc(time) + " " + message);
  }

  /// To the second, as chronyd stamps its log.
  static String utc(long epochNanos) {
    return FORMAT.format(Instant.ofEpochSecond(Math.floorDiv(epochNanos, 1_000_000_000L)));
  }

  private static EventLog.Sink file(Path path) throws IOException {
    boolean isNew = Files.notExists(path);
    OutputStream stream =
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (isNew) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    }
    PrintStream lines = new PrintStream(stream, true, StandardCharsets.UTF_8);
    return new EventLog.Sink() {
      @Override
      public void write(Severity severity, long time, String message) {
        lines.println(utc(time) + " " + message);
      }

      @Override
      public void close() {
        lines.close();
      }
    };
  }

  /// Whether standard error is the journal's stream. The variable is inherited by processes whose
  /// standard error is something else, so it names the stream by device and inode.
  private static boolean isJournal(String stream) {
    if (stream.isEmpty()) {
      return false;
    }
    try {
      Path error = Path.of("/proc/self/fd/2");
      return stream.equals(
          Files.getAttribute(error, "unix:dev") + ":" + Files.getAttribute(error, "unix:ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static int priority(Severity severity) {
    return switch (severity) {
      case DEBUG -> 7;
      case INFO -> 6;
      case WARNING -> 4;
      case ERROR -> 3;
      case FATAL -> 2;
    };
  }
}
