// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionParserTest {

  private final OptionParser parser =
      new OptionParser(
          "test",
          "Tests",
          "HOST...",
          List.of(
              Option.flag("n", "numeric", "addresses"),
              Option.flag("c", "csv", "values"),
              Option.valued("p", "port", "PORT", "a port"),
              Option.optional("watch", "SECONDS", "again")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n -c -p 99",
        "-nc -p99",
        "-ncp 99",
        "-ncp99",
        "--numeric --csv --port 99",
        "--port=99 -cn",
        "-p 1 -nc -p 99"
      })
  void readsTheSameFromEveryForm(String line) throws UsageException {
    var parsed = parse(line);
    assertThat(parsed.has("numeric")).isTrue();
    assertThat(parsed.has("csv")).isTrue();
    assertThat(parsed.integer("port", 1, 1, 100)).isEqualTo(99);
    assertThat(parsed.operands()).isEmpty();
  }

  @Test
  void takesOperandsBetweenAndAfterOptions() throws UsageException {
    assertThat(parse("a -n b -- -c -").operands()).containsExactly("a", "b", "-c", "-");
  }

  @Test
  void takesANumberAfterAnOptionalArgumentOnly() throws UsageException {
    assertThat(parse("--watch 0.5 a").real("watch", 2, 0.1)).isEqualTo(0.5);
    assertThat(parse("--watch=.5").real("watch", 2, 0.1)).isEqualTo(0.5);
    var bare = parse("--watch host");
    assertThat(bare.real("watch", 2, 0.1)).isEqualTo(2);
    assertThat(bare.operands()).containsExactly("host");
    assertThat(parse("--watch -n").has("numeric")).isTrue();
  }

  @Test
  void tellsWhichOfTwoCameLast() throws UsageException {
    assertThat(parse("-n -c -n").last("numeric", "csv")).contains("numeric");
    assertThat(parse("-nc").last("numeric", "csv")).contains("csv");
    assertThat(parse("a").last("numeric", "csv")).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> parse("--prot 1"))
        .hasMessage("no option --prot; did you mean --port?");
    assertThatThrownBy(() -> parse("-nx")).hasMessage("no option -x");
    assertThatThrownBy(() -> parse("-p")).hasMessage("-p needs PORT");
    assertThatThrownBy(() -> parse("--csv=1")).hasMessage("--csv takes no argument");
    assertThatThrownBy(() -> parse("-p 101").integer("port", 1, 1, 100))
        .hasMessage("--port takes a number from 1 to 100: 101");
    assertThatThrownBy(() -> parse("-p x").integer("port", 1, 1, 100))
        .hasMessage("--port takes a number from 1 to 100: x");
    assertThatThrownBy(() -> parse("--watch 0").real("watch", 2, 0.1))
        .hasMessage("--watch takes a number from 0.1 on: 0");
  }

  @Test
  void explainsEveryOption() {
    assertThat(parser.help())
        .isEqualTo(
            """
            Usage: meantime test [OPTION]... HOST...
            Tests.

              -n, --numeric            addresses
              -c, --csv                values
              -p, --port PORT          a port
                  --watch[=SECONDS]    again
              -h, --help               this text
            """);
  }

  private OptionParser.Parsed parse(String line) throws UsageException {
    return parser.parse(List.of(line.split(" ", -1)));
  }
}
