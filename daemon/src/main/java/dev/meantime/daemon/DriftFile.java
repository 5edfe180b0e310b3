// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.discipline.Drift;
import dev.meantime.engine.discipline.DriftFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The drift file, as chronyd reads and writes it: the frequency in ppm, positive when the clock
/// left alone runs fast, and the bound of its error in ppm.
final class DriftFile {

  /// What reading it gave.
  sealed interface Content {
    /// A drift.
    record Found(Drift drift) implements Content {}

    /// There is no such file yet.
    record Missing() implements Content {}

    /// It cannot be read, or is not a drift file.
    record Unusable(String reason) implements Content {}
  }

  private final Path path;
  private final Disk disk;

  DriftFile(Path path, Disk disk) {
    this.path = path;
    this.disk = disk;
  }

  Path path() {
    return path;
  }

  Content read() {
    String text;
    try {
      text = new String(disk.read(path), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException _) {
      return new Content.Missing();
    } catch (IOException e) {
      return new Content.Unusable(Problem.of(e));
    }
    return switch (DriftFormat.parse(text)) {
      case DriftFormat.Read(Drift drift) -> new Content.Found(drift);
      case DriftFormat.Damaged(DriftFormat.Problem problem) ->
          new Content.Unusable(problem.label());
    };
  }

  /// When it was last written, nanoseconds since the Unix epoch; empty without a file.
  Optional<Long> modifiedNanos() {
    try {
      return Optional.of(disk.modifiedNanos(path));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// May be called on any thread: one write follows another. The file's time of modification is set
  /// by the clock that the daemon keeps, which need not be the file system's.
  ///
  /// @param now nanoseconds since the Unix epoch
  /// @throws IOException when the system refuses; the old content is intact then
  synchronized void write(Drift drift, long now) throws IOException {
    String line = DriftFormat.format(drift);
    AtomicFile.replace(disk, path, line.getBytes(StandardCharsets.US_ASCII));
    disk.setModifiedNanos(path, now);
  }
}
