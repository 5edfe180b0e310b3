// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.daemon.Disk;
import dev.meantime.engine.discipline.Drift;
import dev.meantime.engine.discipline.DriftFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The disk of a simulated host, which no file of the machine is touched for and which survives the
/// daemon: its drift file. Confined to its run.
final class DriftDisk implements Disk {

  /// What the daemon's configuration calls the drift file.
  static final String DRIFT_FILE = "/var/lib/chrony/drift";

  private record Content(String text, long modifiedNanos) {}

  private final Map<Path, Content> files = new HashMap<>();

  /// @param nanos when the drift file was written, since the Unix epoch
  DriftDisk(KnownDrift drift, long nanos) {
    if (drift.isKnown()) {
      String text = DriftFormat.format(new Drift(0 - drift.fast(), drift.skew()));
      files.put(path(Path.of(DRIFT_FILE)), new Content(text, nanos));
    }
  }

  private static Path path(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private Content content(Path path) throws NoSuchFileException {
    Content content = files.get(path(path));
    if (content == null) {
      throw new NoSuchFileException(path.toString());
    }
    return content;
  }

  @Override
  public void write(Path path, byte[] content) {
    files.put(path(path), new Content(new String(content, StandardCharsets.ISO_8859_1), 0));
  }

  @Override
  public void rename(Path from, Path to) throws NoSuchFileException {
    Content content = content(from);
    files.remove(path(from));
    files.put(path(to), content);
  }

  @Override
  public byte[] read(Path path) throws NoSuchFileException {
    return content(path).text().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public long modifiedNanos(Path path) throws NoSuchFileException {
    return content(path).modifiedNanos();
  }

  @Override
  public void setModifiedNanos(Path path, long nanos) throws NoSuchFileException {
    files.put(path(path), new Content(content(path).text(), nanos));
  }
}
