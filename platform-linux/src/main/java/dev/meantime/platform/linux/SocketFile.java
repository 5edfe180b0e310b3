// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// The file of a Unix socket, from the remains of a predecessor to its own removal.
final class SocketFile {

  private static final int TYPE_MASK = 0170000;
  private static final int SOCKET_TYPE = 0140000;

  private final Path path;
  private Object identity = NOT_OURS;
  private static final Object NOT_OURS = new Object();

  SocketFile(Path path) {
    this.path = path;
  }

  /// Whether someone listens at the socket.
  interface Probe {
    boolean isAnswered() throws IOException;
  }

  /// Removes a socket that nobody listens at any more. Anything else stays, and binding will fail.
  void removeIfStale(Probe probe) throws IOException {
    if (isSocket() && !probe.isAnswered()) {
      Files.deleteIfExists(path);
    }
  }

  /// To be called once the socket is bound: from now on the file is ours.
  ///
  /// @param mode permission bits
  void claim(int mode) throws IOException {
    identity = fileKey();
    Files.setPosixFilePermissions(path, permissions(mode));
  }

  /// Removes the file, unless it is not ours or someone has put another one in its place.
  void remove() {
    try {
      if (identity.equals(fileKey())) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // What is left will be recognised as stale by the next one.
    }
    identity = NOT_OURS;
  }

  private boolean isSocket() throws IOException {
    try {
      int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return (mode & TYPE_MASK) == SOCKET_TYPE;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Object fileKey() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] fromHighest = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < fromHighest.length; i++) {
      if ((mode & (1 << (fromHighest.length - 1 - i))) != 0) {
        permissions.add(fromHighest[i]);
      }
    }
    return permissions;
  }
}
