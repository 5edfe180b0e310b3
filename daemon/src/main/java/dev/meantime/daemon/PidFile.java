// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps a second daemon from steering the same clock.
final class PidFile {

  private final String name;
  private boolean written;

  /// @param name its path; empty for no file and no check
  PidFile(String name) {
    this.name = name;
  }

  /// The process that the file names, if it lives and is not this one: in a container started anew,
  /// the number of the last one is often our own.
  Optional<Long> otherProcess() {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      long pid =
          Long.parseLong(Files.readString(Path.of(name), StandardCharsets.ISO_8859_1).strip());
      return Optional.of(pid)
          .filter(number -> number != ProcessHandle.current().pid())
          .filter(number -> ProcessHandle.of(number).isPresent());
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// @throws IOException when the system refuses
  void write() throws IOException {
    if (name.isEmpty()) {
      return;
    }
    Path path = Path.of(name);
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(path, ProcessHandle.current().pid() + "\n", StandardCharsets.US_ASCII);
    written = true;
  }

  /// Removes the file, if it was written here.
  void remove() {
    if (written) {
      try {
        Files.deleteIfExists(Path.of(name));
      } catch (IOException _) {
        // It names a dead process then, which the next start sees.
      }
    }
  }
}
