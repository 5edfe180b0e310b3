// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.config.DiskConfigSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private int launched;

  private int run(String... arguments) {
    RunCommand command =
        new RunCommand(
            "1.2.3",
            new DiskConfigSource(),
            (platform, config, options, output, error) -> {
              launched++;
              return 0;
            });
    return command.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String file(String... lines) throws IOException {
    return Files.write(directory.resolve("c"), List.of(lines)).toString();
  }

  private List<String> out() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> err() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void printsTheConfiguration() throws IOException {
    Files.writeString(directory.resolve("i"), "log   tracking\n");
    String file =
        file("# hello", "Server  a\tiburst ", "include " + directory.resolve("i"), "manual");
    assertThat(run("-p", "-f", file)).isZero();
    assertThat(out()).containsExactly("Server a iburst", "log tracking", "manual");
    assertThat(err()).containsExactly(file + ":4:1: warning: directive 'manual' has no effect yet");
    assertThat(launched).isZero();
  }

  @Test
  void printsUpToTheFirstErrorAndTellsThemAll() throws IOException {
    String file = file("server a", "foo", "server b", "cmdport x");
    assertThat(run("-p", "-f", file)).isEqualTo(1);
    assertThat(out()).containsExactly("server a", "foo");
    assertThat(err())
        .containsExactly(
            file + ":2:1: error: there is no directive 'foo'",
            file + ":4:9: error: 'x' is not a whole number (allowed: 0 to 65535)");
  }

  @Test
  void doesNotStartWithErrors() {
    assertThat(run("-n", "server", "makestep 1")).isEqualTo(1);
    assertThat(err())
        .containsExactly(
            "argument 1:1: error: arguments of 'server' are missing (usage: server HOST"
                + " [OPTION]...)",
            "argument 2:1: error: arguments of 'makestep' are missing (usage: makestep THRESHOLD"
                + " LIMIT)",
            "meantime run: not started: 2 errors in the configuration");
    assertThat(launched).isZero();
  }

  @Test
  void directivesReplaceTheFile() throws IOException {
    assertThat(run("-p", "-f", file("foo"), "server a")).isZero();
    assertThat(out()).containsExactly("server a");
  }

  @Test
  void keepsWarningsBackWhenAskedTo() {
    assertThat(run("-p", "-L", "2", "manual")).isZero();
    assertThat(err()).isEmpty();
  }

  @Test
  void aMissingFileIsAnError() {
    String none = directory.resolve("none").toString();
    assertThat(run("-f", none)).isEqualTo(1);
    assertThat(err().getFirst())
        .isEqualTo(none + ": error: cannot read '" + none + "': no such file");
  }

  @Test
  void namesAPlatformThatIsNotThere() {
    assertThat(run("-x", "--platform", "moon", "server 127.0.0.1")).isEqualTo(1);
    assertThat(err().getLast()).startsWith("meantime run: no platform 'moon'; available: ");
    assertThat(launched).isZero();
  }

  @Test
  void warnsOfOptionsWithoutEffect() {
    run("-m", "--platform", "moon", "server 127.0.0.1");
    assertThat(err().getFirst()).isEqualTo("meantime run: warning: option -m has no effect yet");
  }

  @Test
  void showsVersionAndHelp() {
    assertThat(run("-v")).isZero();
    assertThat(out()).hasSize(1).first().asString().startsWith("meantime version 1.2.3 (+CMDMON ");
    assertThat(run("-nh")).isZero();
    assertThat(out()).anyMatch(line -> line.contains("--platform"));
    assertThat(err()).isEmpty();
  }

  @Test
  void aWrongOptionEndsWithStatusOne() {
    assertThat(run("-z")).isEqualTo(1);
    assertThat(err().getFirst()).startsWith("meantime run: ").contains("-z");
    assertThat(out()).isEmpty();
  }
}
