// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/// Files in memory.
final class TextFiles implements ConfigSource {

  private final TreeMap<String, String> files = new TreeMap<>();

  TextFiles with(String path, String... lines) {
    return withText(path, String.join("\n", lines) + "\n");
  }

  TextFiles withText(String path, String text) {
    files.put(path, text);
    return this;
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(path);
  }

  @Override
  public String read(String path) throws IOException {
    String text = files.get(path);
    if (text == null) {
      throw new IOException("no such file");
    }
    return text;
  }

  @Override
  public List<String> glob(String pattern) throws IOException {
    return GlobPattern.hasWildcard(pattern)
        ? GlobPattern.expand(pattern, directory -> list(directory, "")).stream()
            .filter(path -> files.containsKey(path) || !list(path, "").isEmpty())
            .toList()
        : List.of(pattern);
  }

  @Override
  public List<String> list(String directory, String suffix) {
    String prefix = directory.isEmpty() || directory.endsWith("/") ? directory : directory + "/";
    return files.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()).replaceFirst("/.*", ""))
        .filter(name -> name.endsWith(suffix))
        .distinct()
        .toList();
  }
}
