// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The disk.
public final class DiskConfigSource implements ConfigSource {

  public DiskConfigSource() {}

  @Override
  public boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public String read(String path) throws IOException {
    byte[] octets;
    try {
      octets = Files.readAllBytes(Path.of(path));
    } catch (InvalidPathException e) {
      throw new IOException("not a path", e);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public List<String> glob(String pattern) throws IOException {
    if (!GlobPattern.hasWildcard(pattern)) {
      return List.of(pattern);
    }
    return GlobPattern.expand(pattern, DiskConfigSource::names).stream()
        .filter(path -> Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  @Override
  public List<String> list(String directory, String suffix) {
    try {
      return names(directory).stream().filter(name -> name.endsWith(suffix)).toList();
    } catch (IOException e) {
      // As good as empty: chrony does not mind either.
      return List.of();
    }
  }

  private static List<String> names(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(Path.of(directory.isEmpty() ? "." : directory))) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }
}
