// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.io.IOException;
import java.nio.file.Path;

/// Replaces a file's content so that a crash at any moment leaves the old one or the new one: the
/// new content goes to a file beside it, reaches the disk, and takes the name over. Stateless; any
/// thread.
final class AtomicFile {

  private AtomicFile() {}

  /// @throws IOException when the system refuses; the old content is intact then
  static void replace(Disk disk, Path path, byte[] content) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".tmp");
    disk.write(beside, content);
    disk.rename(beside, absolute);
  }
}
