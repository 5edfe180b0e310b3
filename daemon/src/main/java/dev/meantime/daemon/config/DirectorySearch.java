// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// Finds the files of `confdir` and `sourcedir`.
final class DirectorySearch {

  private DirectorySearch() {}

  /// The files with that suffix, sorted by name; of equal names only the one in the directory
  /// listed first.
  static Collection<String> files(ConfigSource source, List<String> directories, String suffix) {
    TreeMap<String, String> byName = new TreeMap<>();
    for (String directory : directories) {
      for (String name : source.list(directory, suffix)) {
        byName.putIfAbsent(name, directory + "/" + name);
      }
    }
    return byName.values();
  }
}
