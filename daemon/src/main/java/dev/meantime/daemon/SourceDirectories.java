// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.DiskConfigSource;
import dev.meantime.daemon.config.SourceFiles;
import dev.meantime.daemon.config.SourceLine;
import dev.meantime.daemon.config.SourcesConfig;
import java.util.HashSet;
import java.util.Set;

/// Keeps the sources in step with the `*.sources` files of the `sourcedir` directories, which DHCP
/// clients and the like write while we run. Confined to the loop; the disk is read elsewhere.
final class SourceDirectories {

  private final Setup setup;
  private final SourceManager manager;
  private final Set<SourceLine> refused = new HashSet<>();
  private boolean loading;

  SourceDirectories(Setup setup, SourceManager manager) {
    this.setup = setup;
    this.manager = manager;
  }

  /// Reads the files; sources whose line is gone go, and new ones come.
  ///
  /// @param whenDone runs afterwards, at once when no directory is configured
  void load(Runnable whenDone) {
    SourcesConfig config = setup.config().sources();
    if (config.directories().isEmpty() || loading) {
      whenDone.run();
      return;
    }
    loading = true;
    setup
        .platform()
        .background()
        .submit(
            () -> SourceFiles.read(config, new DiskConfigSource()),
            files -> {
              loading = false;
              apply(files);
              whenDone.run();
            },
            e -> {
              loading = false;
              setup.log().warn("Could not read the source directories: " + e);
              whenDone.run();
            });
  }

  private void apply(SourceFiles files) {
    Set<SourceLine> wanted = new HashSet<>(files.lines());
    refused.retainAll(wanted);
    for (SourceGroup group : manager.groups()) {
      if (!group.isPermanent() && !wanted.remove(group.line())) {
        manager.remove(group);
      }
    }
    for (SourceLine line : files.lines()) {
      if (wanted.remove(line)) {
        add(line);
      }
    }
    files.problems().forEach(problem -> setup.log().debug(problem.toString()));
  }

  private void add(SourceLine line) {
    switch (manager.add(line, false)) {
      case DONE -> {
        refused.remove(line);
        setup.log().info("Added source " + line.name());
      }
      case ALREADY_IN_USE -> {
        if (refused.add(line)) {
          setup.log().warn("Could not add source " + line.name() + " : Already in use");
        }
      }
      case NOT_SUPPORTED -> {}
    }
  }
}
