// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Replaces a file's content so that a crash at any moment leaves the old one or the new one: the
/// new content goes to a file beside it, reaches the disk, and takes the name over. Stateless; any
/// thread.
final class AtomicFile {

  /// The steps of it.
  interface Disk {
    /// Creates or overwrites a file and waits until it is on the disk.
    void write(Path path, byte[] content) throws IOException;

    /// Gives a file another's name, in one step.
    void rename(Path from, Path to) throws IOException;
  }

  /// The real one.
  static final Disk DISK =
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

  private AtomicFile() {}

  /// @throws IOException when the system refuses; the old content is intact then
  static void replace(Disk disk, Path path, byte[] content) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".tmp");
    disk.write(beside, content);
    disk.rename(beside, absolute);
  }
}
