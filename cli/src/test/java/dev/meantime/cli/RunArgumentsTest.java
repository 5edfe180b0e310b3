// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.cli.RunArguments.Task;
import dev.meantime.daemon.RunOptions;
import dev.meantime.daemon.RunOptions.Mode;
import dev.meantime.daemon.RunOptions.Severity;
import dev.meantime.daemon.config.AddressFamily;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

class RunArgumentsTest {

  private static RunArguments parse(String... arguments) {
    return RunArguments.parse(List.of(arguments));
  }

  @Test
  void withoutArgumentsRunsInTheBackground() {
    assertThat(parse())
        .isEqualTo(new RunArguments(Task.RUN, "", "", List.of(), RunOptions.DEFAULT, List.of()));
  }

  @Test
  void takesEveryOption() {
    RunArguments arguments =
        parse(
            "-6",
            "-f",
            "/c",
            "-n",
            "-l",
            "/log",
            "-L",
            "2",
            "-t",
            "10",
            "-r",
            "-R",
            "-s",
            "-U",
            "-u",
            "ntp",
            "-x",
            "-m",
            "-P",
            "5",
            "-N",
            "3",
            "-F",
            "-1",
            "--platform",
            "portable");
    assertThat(arguments)
        .isEqualTo(
            new RunArguments(
                Task.RUN,
                "/c",
                "portable",
                List.of(),
                new RunOptions(
                    Mode.NORMAL,
                    AddressFamily.IPV6,
                    true,
                    false,
                    "/log",
                    Severity.ERROR,
                    true,
                    true,
                    true,
                    10,
                    "ntp",
                    false,
                    false,
                    true,
                    5,
                    3,
                    -1),
                List.of("-r", "-u", "-m", "-P", "-N", "-F")));
  }

  @Test
  void takesOptionsInOneWordAndValuesWithoutABlank() {
    RunArguments arguments = parse("-ndx4", "-f/c", "-dL-1", "-t5");
    assertThat(arguments.file()).isEqualTo("/c");
    assertThat(arguments.options().foreground()).isTrue();
    assertThat(arguments.options().steer()).isFalse();
    assertThat(arguments.options().family()).isEqualTo(AddressFamily.IPV4);
    assertThat(arguments.options().minimumSeverity()).isEqualTo(Severity.DEBUG);
    assertThat(arguments.options().timeoutSeconds()).isEqualTo(5);
  }

  @Test
  void theLastAddressFamilyCounts() {
    assertThat(parse("-4", "-6").options().family()).isEqualTo(AddressFamily.IPV6);
    assertThat(parse("-6", "-4").options().family()).isEqualTo(AddressFamily.IPV4);
    assertThat(parse("-4", "-6", "-4").options().family()).isEqualTo(AddressFamily.IPV4);
  }

  @Test
  void whatIsNoOptionIsALineOfConfiguration() {
    RunArguments arguments =
        parse("-x", "server 127.0.0.1 port 11123", "-n", "cmdport 0", "--", "-4", "@c", "${x}");
    assertThat(arguments.directives())
        .containsExactly("server 127.0.0.1 port 11123", "cmdport 0", "-4", "@c", "${x}");
    assertThat(arguments.options().family()).isEqualTo(AddressFamily.ANY);
  }

  @Test
  void measuringOnceTouchesNothing() {
    RunOptions options = parse("-Q").options();
    assertThat(options.mode()).isEqualTo(Mode.MEASURE_ONCE);
    assertThat(options.steer()).isFalse();
    assertThat(options.rootCheck()).isFalse();
    assertThat(options.foreground() && options.logToError()).isTrue();
  }

  @Test
  void settingOnceStaysInTheForeground() {
    RunOptions options = parse("-q").options();
    assertThat(options.mode()).isEqualTo(Mode.SET_ONCE);
    assertThat(options.steer() && options.rootCheck()).isTrue();
    assertThat(options.foreground() && options.logToError()).isTrue();
  }

  @Test
  void bringsTheSeverityIntoItsRange() {
    assertThat(parse("-L", "9").options().minimumSeverity()).isEqualTo(Severity.FATAL);
    assertThat(parse("-L", "-9").options().minimumSeverity()).isEqualTo(Severity.DEBUG);
    assertThat(parse("-p").options().minimumSeverity()).isEqualTo(Severity.WARNING);
  }

  @ParameterizedTest
  @CsvSource({
    "-z, -z",
    "--foo, --foo",
    "-f, -f",
    "-tx, option -t: 'x' is not a whole number",
    "-P101, option -P: 101 is out of range (allowed: 0 to 100)",
    "-F3, option -F: 3 is out of range (allowed: -2 to 2)",
    "-L1.5, option -L: '1.5' is not a whole number",
  })
  void saysWhatIsWrong(String argument, String message) {
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message);
  }
}
