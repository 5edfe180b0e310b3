// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.crypto.KeyFile;
import dev.meantime.crypto.SymmetricKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads the key file.
final class Keys {

  private Keys() {}

  /// What the file has; nothing without a file. Nothing wrong in it is fatal.
  static List<SymmetricKey> read(String file, EventLog log) {
    if (file.isEmpty()) {
      return List.of();
    }
    try {
      String text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
      KeyFile keys = KeyFile.parseChrony(file, text);
      for (KeyFile.Problem problem : keys.problems()) {
        log.warn(problem.message());
      }
      log.info("Loaded " + keys.keys().size() + " symmetric keys");
      return keys.keys();
    } catch (IOException e) {
      log.warn("Could not open keyfile " + file + ": " + Problem.of(e));
      return List.of();
    }
  }
}
