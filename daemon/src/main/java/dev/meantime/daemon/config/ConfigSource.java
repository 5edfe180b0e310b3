// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.io.IOException;
import java.util.List;

/// The files that a configuration is made of: the disk, or text in memory.
public interface ConfigSource {

  /// Whether there is such a file.
  boolean exists(String path);

  /// The whole text of a file.
  ///
  /// @throws IOException with a message for the administrator, when it cannot be read
  String read(String path) throws IOException;

  /// The paths that match a glob(3) pattern, sorted by octets. A pattern without wildcards matches
  /// itself, whether or not there is such a file; one with wildcards may match nothing.
  ///
  /// @throws IOException when a directory cannot be searched
  List<String> glob(String pattern) throws IOException;

  /// The names of the files in a directory that end with this; empty when there is no such
  /// directory.
  List<String> list(String directory, String suffix);
}
