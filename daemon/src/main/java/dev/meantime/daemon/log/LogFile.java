// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;

/// A log file that is opened at its first line and grows at its end. Confined to the loop.
///
/// Logs are less important than time: when a line cannot be written, because the disk is full or
/// the directory missing, it is lost, one warning is given until writing works again, and nothing
/// is thrown.
public final class LogFile implements AutoCloseable {

  private final Path path;
  private final String header;
  private final int bannerInterval;
  private final Consumer<String> warn;
  private Optional<OutputStream> stream = Optional.empty();
  private long lines;
  private boolean failing;

  /// A file that is not opened yet.
  ///
  /// @param bannerInterval a heading before every so many lines, and before the first after
  ///   opening; 0 for none
  /// @param warn takes a sentence for the administrator
  public LogFile(Path directory, StatusLog log, int bannerInterval, Consumer<String> warn) {
    this.path = directory.resolve(log.fileName());
    this.header = log.header();
    this.bannerInterval = bannerInterval;
    this.warn = warn;
  }

  /// Adds a line and makes sure that others see it.
  public void write(String line) {
    try {
      OutputStream out = open();
      StringBuilder text = new StringBuilder();
      if (bannerInterval > 0 && lines % bannerInterval == 0) {
        String rule = "=".repeat(header.length());
        text.append(rule).append('\n').append(header).append('\n').append(rule).append('\n');
      }
      out.write(text.append(line).append('\n').toString().getBytes(StandardCharsets.UTF_8));
      lines++;
      failing = false;
    } catch (IOException e) {
      close();
      if (!failing) {
        failing = true;
        warn.accept("Could not write " + path + " : " + e);
      }
    }
  }

  /// Lets the next line open the file anew, perhaps another one by the same name (`cyclelogs`).
  public void reopen() {
    close();
  }

  @Override
  public void close() {
    try {
      if (stream.isPresent()) {
        stream.get().close();
      }
    } catch (IOException ignored) {
      // Every line was written already; there is nothing left that could be lost.
    } finally {
      stream = Optional.empty();
      lines = 0;
    }
  }

  private OutputStream open() throws IOException {
    if (stream.isPresent()) {
      return stream.get();
    }
    if (!Files.exists(path)) {
      Files.createFile(path, readableByAll());
    }
    OutputStream opened = Files.newOutputStream(path, StandardOpenOption.APPEND);
    stream = Optional.of(opened);
    return opened;
  }

  private FileAttribute<?>[] readableByAll() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"))
        }
        : new FileAttribute<?>[0];
  }
}
