// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.daemon.config.SourcesConfig.SourceDirectories;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the files of the `sourcedir` directories say now. They are written by other programs while
/// we run, so nothing in them is fatal: what cannot be understood is left out.
///
/// @param lines `server`, `pool` and `peer`, directory by directory, file by file
/// @param problems why lines were left out; nothing here ends the daemon
public record SourceFiles(List<SourceLine> lines, List<ConfigProblem> problems) {

  public SourceFiles {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }

  /// Reads them all. Slow: it reads the disk.
  public static SourceFiles read(SourcesConfig config, ConfigSource source) {
    List<SourceLine> lines = new ArrayList<>();
    List<ConfigProblem> found = new ArrayList<>();
    for (SourceDirectories group : config.directories()) {
      for (String path : DirectorySearch.files(source, group.directories(), ".sources")) {
        Problems problems = new Problems();
        try {
          lines.addAll(readText(path, source.read(path), config, problems));
        } catch (IOException e) {
          problems.error(path, 0, 0, "cannot be read: " + String.valueOf(e.getMessage()), "");
        }
        found.addAll(problems.found());
      }
    }
    return new SourceFiles(lines, found);
  }

  private static List<SourceLine> readText(
      String path, String text, SourcesConfig config, Problems problems) {
    List<SourceLine> lines = new ArrayList<>();
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      number++;
      int end = text.indexOf('\n', start);
      if (end < 0 || end - start > Line.MAX_LENGTH) {
        // Perhaps somebody is still writing it.
        problems.error(
            path, number, 1, end < 0 ? "the line has no end" : "the line is too long", "");
        break;
      }
      Line line = Line.of(path, number, text.substring(start, end));
      if (!line.isIgnored()) {
        lines.addAll(readLine(line, config, problems));
      }
      start = end + 1;
    }
    return lines;
  }

  private static List<SourceLine> readLine(Line line, SourcesConfig config, Problems problems) {
    SourceLineDirectives directives = new SourceLineDirectives();
    int errorsBefore = problems.errors();
    new DirectiveTable(List.of(directives)).apply(line, problems);
    return problems.errors() > errorsBefore
        ? List.of()
        : directives.build(config.minSamples(), config.maxSamples(), config.maxClockError());
  }
}
