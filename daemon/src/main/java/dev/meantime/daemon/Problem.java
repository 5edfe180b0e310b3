// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What a failed file operation means, for a log line.
final class Problem {

  private Problem() {}

  static String of(IOException e) {
    return e instanceof FileSystemException file && file.getFile() != null
        ? file.getFile() + ": " + reason(e)
        : reason(e);
  }

  /// Without the file's name, for a message that has it already.
  static String reason(Exception e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or directory";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case IOException other -> String.valueOf(other.getMessage());
      default -> e.toString();
    };
  }
}
