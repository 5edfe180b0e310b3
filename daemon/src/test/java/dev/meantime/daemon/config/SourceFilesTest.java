// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceFilesTest {

  private final TextFiles files = new TextFiles();

  private SourceFiles read(String... directives) {
    ConfigResult result = ConfigParser.parseArguments(List.of(directives), files);
    assertThat(result.hasErrors()).isFalse();
    return SourceFiles.read(result.config().sources(), files);
  }

  private static List<String> names(SourceFiles files) {
    return files.lines().stream().map(SourceLine::name).toList();
  }

  @Test
  void readsTheFilesOfEveryDirectory() {
    files
        .with("/a/2.sources", "server a2")
        .with("/a/1.sources", "pool a1")
        .with("/b/1.sources", "server b1")
        .with("/b/1.conf", "server no")
        .with("/c/1.sources", "server c1");
    assertThat(names(read("sourcedir /a /b", "sourcedir /c"))).containsExactly("a1", "a2", "c1");
  }

  @Test
  void leavesOutWhatItDoesNotUnderstand() {
    files.with(
        "/a/x.sources", "# comment", "server a", "server b foo", "makestep 1 3", "", "server c");
    SourceFiles result = read("sourcedir /a");
    assertThat(names(result)).containsExactly("a", "c");
    assertThat(result.problems()).extracting(ConfigProblem::line).containsExactly(3, 4);
  }

  @Test
  void stopsAtALineWithoutAnEnd() {
    files.withText("/a/x.sources", "server a\nserver b");
    SourceFiles result = read("sourcedir /a");
    assertThat(names(result)).containsExactly("a");
    assertThat(result.problems()).hasSize(1);
  }

  @Test
  void stopsAtALineThatIsTooLong() {
    files.with("/a/x.sources", "server a", "#" + "x".repeat(2047), "server b");
    assertThat(names(read("sourcedir /a"))).containsExactly("a");
  }

  @Test
  void aMissingDirectoryIsEmpty() {
    assertThat(read("sourcedir /none").lines()).isEmpty();
  }

  @Test
  void takesTheDefaultsOfTheConfiguration() {
    files.with("/a/x.sources", "server a");
    SourceLine line = read("sourcedir /a", "minsamples 9", "maxclockerror 3").lines().getFirst();
    assertThat(line.samples().minSamples()).isEqualTo(9);
    assertThat(line.association().maxClockError()).isEqualTo(3e-6);
  }
}
