// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/// Where the daemon keeps its drift file, and the steps by which it replaces a file: a seam for
/// whoever wants a disk that fails, or one that is none.
public interface Disk {

  /// The file system's.
  Disk REAL =
      new Disk() {
        @Override
        public void write(Path path, byte[] content) throws IOException {
          try (FileChannel channel =
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
              channel.write(rest);
            }
            channel.force(true);
          }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
      };

  /// Creates or overwrites a file and waits until it is on the disk.
  ///
  /// @throws IOException when the system refuses
  void write(Path path, byte[] content) throws IOException;

  /// Gives a file another's name, in one step.
  ///
  /// @throws IOException when the system refuses; both files are as before then
  void rename(Path from, Path to) throws IOException;

  /// A whole file.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none
  /// @throws IOException when the system refuses
  default byte[] read(Path path) throws IOException {
    return Files.readAllBytes(path);
  }

  /// When a file was last changed, nanoseconds since the Unix epoch.
  ///
  /// @throws IOException when there is none or the system refuses
  default long modifiedNanos(Path path) throws IOException {
    return Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
  }

  /// Has a file's last change at that time, nanoseconds since the Unix epoch.
  ///
  /// @throws IOException when there is none or the system refuses
  default void setModifiedNanos(Path path, long nanos) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(nanos, TimeUnit.NANOSECONDS));
  }
}
