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

class RunArgumentsTest {

  private static RunArguments parse(String... arguments) throws UsageException {
    return RunArguments.parse(List.of(arguments));
  }

  @Test
  void withoutArgumentsRunsInTheBackground() throws UsageException {
    assertThat(parse())
        .isEqualTo(new RunArguments(Task.RUN, "", "", List.of(), RunOptions.DEFAULT, List.of()));
  }

  @Test
  void takesEveryOption() throws UsageException {
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
  void takesOptionsInOneWordAndValuesWithoutABlank() throws UsageException {
    RunArguments arguments = parse("-ndx4", "-f/c", "-dL-1", "-t5");
    assertThat(arguments.file()).isEqualTo("/c");
    assertThat(arguments.options().foreground()).isTrue();
    assertThat(arguments.options().steer()).isFalse();
    assertThat(arguments.options().family()).isEqualTo(AddressFamily.IPV4);
    assertThat(arguments.options().minimumSeverity()).isEqualTo(Severity.DEBUG);
    assertThat(arguments.options().timeoutSeconds()).isEqualTo(5);
  }

  @Test
  void theLastAddressFamilyCounts() throws UsageException {
    assertThat(parse("-4", "-6").options().family()).isEqualTo(AddressFamily.IPV6);
    assertThat(parse("-6", "-4").options().family()).isEqualTo(AddressFamily.IPV4);
    assertThat(parse("-4", "-6", "-4").options().family()).isEqualTo(AddressFamily.IPV4);
  }

  @Test
  void whatIsNoOptionIsALineOfConfiguration() throws UsageException {
    RunArguments arguments =
        parse("-x", "server 127.0.0.1 port 11123", "-n", "cmdport 0", "--", "-4", "@c", "${x}");
    assertThat(arguments.directives())
        .containsExactly("server 127.0.0.1 port 11123", "cmdport 0", "-4", "@c", "${x}");
    assertThat(arguments.options().family()).isEqualTo(AddressFamily.ANY);
  }

  @Test
  void measuringOnceTouchesNothing() throws UsageException {
    RunOptions options = parse("-Q").options();
    assertThat(options.mode()).isEqualTo(Mode.MEASURE_ONCE);
    assertThat(options.steer()).isFalse();
    assertThat(options.rootCheck()).isFalse();
    assertThat(options.foreground() && options.logToError()).isTrue();
  }

  @Test
  void settingOnceStaysInTheForeground() throws UsageException {
    RunOptions options = parse("-q").options();
    assertThat(options.mode()).isEqualTo(Mode.SET_ONCE);
    assertThat(options.steer() && options.rootCheck()).isTrue();
    assertThat(options.foreground() && options.logToError()).isTrue();
  }

  @Test
  void bringsTheSeverityIntoItsRange() throws UsageException {
    assertThat(parse("-L", "9").options().minimumSeverity()).isEqualTo(Severity.FATAL);
    assertThat(parse("-L", "-9").options().minimumSeverity()).isEqualTo(Severity.DEBUG);
    assertThat(parse("-p").options().minimumSeverity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void explainsEveryOption() {
    assertThat(RunArguments.usage())
        .startsWith("Usage: meantime run [OPTION]... [DIRECTIVE]...\n")
        .contains(
            "  -4                       use IPv4 only\n", "  -f FILE  ", "      --platform NAME  ")
        .contains("  -v, --version            print the version and exit\n", "  -h, --help  ");
    assertThat(RunArguments.usage().lines()).allMatch(line -> line.length() < 80);
  }

  @ParameterizedTest
  @CsvSource({
    "-z, no option -z",
    "--foo, no option --foo",
    "--f, no option --f",
    "-f, -f needs FILE",
    "-tx, -t takes a whole number: x",
    "-t5000000000, -t takes a whole number: 5000000000",
    "-P101, -P takes a number from 0 to 100: 101",
    "-F3, -F takes a number from -2 to 2: 3",
    "-L1.5, -L takes a whole number: 1.5",
  })
  void saysWhatIsWrong(String argument, String message) {
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }
}
