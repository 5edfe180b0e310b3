// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Fetches packages of the Debian this machine runs and unpacks them below `target/debian`, without
/// installing anything. Nothing is fetched twice, also not by test runs at the same time.
public final class DebianPackages {

  private static final Path HOME = Path.of("target", "debian").toAbsolutePath();
  private static final long TIMEOUT_SECONDS = 300;

  private DebianPackages() {}

  /// The root of the unpacked package: `unpacked("chrony").resolve("usr/bin/chronyc")`.
  ///
  /// @throws IllegalStateException when the package cannot be had, with apt's own words: a test
  ///   that needs it fails, it is never skipped
  public static Path unpacked(String packageName) {
    try {
      Files.createDirectories(HOME);
      try (FileChannel channel =
              FileChannel.open(
                  HOME.resolve(packageName + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        return unpackedAlone(packageName);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack Debian's " + packageName, e);
    }
  }

  private static Path unpackedAlone(String packageName) throws IOException {
    Path root = HOME.resolve(packageName);
    if (Files.exists(root)) {
      return root;
    }
    Path downloads = Files.createDirectories(HOME.resolve(packageName + ".download"));
    if (!download(packageName, downloads).succeeded()) {
      // The package lists may be missing or too old; only root may renew them.
      Result update = run(downloads, "apt-get", "update");
      Result again = download(packageName, downloads);
      if (!again.succeeded()) {
        throw new IllegalStateException(
            "cannot download Debian's " + packageName + ":\n" + again.output() + update.output());
      }
    }
    Path archive;
    try (Stream<Path> files = Files.list(downloads)) {
      archive =
          files
              .filter(file -> file.toString().endsWith(".deb"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("apt-get left no package"));
    }
    // Renamed into place at the end: an interrupted run leaves no half package behind.
    Path fresh = downloads.resolve("root");
    Result unpacked = run(downloads, "dpkg", "-x", archive.toString(), fresh.toString());
    if (!unpacked.succeeded()) {
      throw new IllegalStateException("cannot unpack " + archive + ":\n" + unpacked.output());
    }
    Files.move(fresh, root);
    return root;
  }

  private static Result download(String packageName, Path directory) throws IOException {
    return run(directory, "apt-get", "download", packageName);
  }

  private record Result(boolean succeeded, String output) {}

  private static Result run(Path directory, String... command) throws IOException {
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Result(false, String.join(" ", command) + " took too long\n");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command[0], e);
    }
    return new Result(process.exitValue() == 0, Files.readString(log));
  }
}
