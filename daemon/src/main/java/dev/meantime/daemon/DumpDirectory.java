// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.Background;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The directory where what was measured outlives the daemon, one file for each source's address
/// (`dumpdir`). A short pause between two runs then costs no accuracy. Confined to the loop.
final class DumpDirectory {

  private static final String SUFFIX = ".dat";
  private static final String CAUSE = "dump";

  /// What is older says little about a clock that nobody has watched since, nanoseconds.
  private static final long OLDEST_NANOS = 86_400_000_000_000L;

  private final Path directory;
  private final Disk disk;
  private final Background background;
  private final EventLog log;

  DumpDirectory(Path directory, Disk disk, Background background, EventLog log) {
    this.directory = directory;
    this.disk = disk;
    this.background = background;
    this.log = log;
  }

  /// While running: a slow disk does not hold up the clock.
  void write(List<NtpSource> sources) {
    Map<Path, String> files = files(sources);
    background.submit(
        () -> {
          replace(files);
          return files;
        },
        _ -> log.ended(CAUSE),
        this::onFailure);
  }

  /// At the end: it is done when this returns.
  void writeNow(List<NtpSource> sources) {
    try {
      replace(files(sources));
    } catch (IOException e) {
      onFailure(e);
    }
  }

  /// Gives the sources their histories.
  ///
  /// @param cookedNanos now
  void load(List<NtpSource> sources, long cookedNanos) {
    Map<InetAddress, Path> found = found();
    for (NtpSource source : sources) {
      Path path = found.get(source.address().getAddress());
      if (path != null) {
        Optional<String> refusal = load(path, source, cookedNanos);
        if (refusal.isEmpty()) {
          log.info("Loaded dump file for " + source.label());
        } else {
          log.warn("Could not load dump file " + path + ": " + refusal.get());
        }
      }
    }
  }

  /// Removes the files of an earlier run: they are of no use any more once the daemon measures.
  void clear() {
    for (Path path : found().values()) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        log.trouble(CAUSE, "Could not remove dump file " + path + ": " + Problem.reason(e));
      }
    }
  }

  /// Why a file is of no use to a source; empty when it was taken.
  private static Optional<String> load(Path path, NtpSource source, long cookedNanos) {
    String text;
    try {
      text = Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.of(Problem.reason(e));
    }
    return switch (SourceHistory.parse(text)) {
      case SourceHistory.Parsed.Damaged(String reason) -> Optional.of(reason);
      case SourceHistory.Parsed.History(SourceHistory history) -> {
        Optional<String> refusal = refusal(history, source, cookedNanos);
        if (refusal.isPresent()) {
          yield refusal;
        }
        yield source.restore(history)
            ? Optional.empty()
            : Optional.of("the source has been measured already");
      }
    };
  }

  private static Optional<String> refusal(
      SourceHistory history, NtpSource source, long cookedNanos) {
    if (!history.name().equals(source.line().name())) {
      return Optional.of("it is of " + history.name() + ", not of " + source.line().name());
    }
    if (source.line().authentication().hasKey() && !history.authenticated()) {
      return Optional.of("its samples are not authenticated");
    }
    if (history.stratum() < 1 || history.stratum() > 15 || history.leap().code() > 2) {
      return Optional.of("the source was not synchronised");
    }
    long newest = history.samples().getLast().timeNanos();
    if (newest > cookedNanos) {
      return Optional.of("it is from the future");
    }
    return cookedNanos - newest > OLDEST_NANOS
        ? Optional.of("it is more than a day old")
        : Optional.empty();
  }

  private Map<Path, String> files(List<NtpSource> sources) {
    Map<Path, String> files = new LinkedHashMap<>();
    for (NtpSource source : sources) {
      SourceHistory history = source.history();
      if (!history.samples().isEmpty()) {
        String name = source.address().getAddress().getHostAddress() + SUFFIX;
        files.put(directory.resolve(name), history.format());
      }
    }
    return files;
  }

  private void replace(Map<Path, String> files) throws IOException {
    if (Files.notExists(directory)) {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    }
    for (Map.Entry<Path, String> file : files.entrySet()) {
      AtomicFile.replace(disk, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void onFailure(Exception e) {
    log.trouble(CAUSE, "Could not write dump files in " + directory + ": " + Problem.reason(e));
  }

  /// The files named after an address, whichever way it is written.
  private Map<InetAddress, Path> found() {
    Map<InetAddress, Path> found = new LinkedHashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        try {
          String address = name.substring(0, name.length() - SUFFIX.length());
          found.put(InetAddress.ofLiteral(address), file);
        } catch (IllegalArgumentException _) {
          // Somebody else's.
        }
      }
    } catch (NoSuchFileException _) {
      // Nothing was ever written.
    } catch (IOException e) {
      log.trouble(CAUSE, "Could not read " + directory + ": " + Problem.reason(e));
    }
    return found;
  }
}
