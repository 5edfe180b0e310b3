// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which numbers the rate limits take. `kod` is left out: the chronyd of some Debians is older than
/// it. So are numbers of more than 32 bits, which chronyd takes for others than were written.
class RateLimitLinesTest {

  private static final List<String> NUMBERS =
      List.of(
          "-2147483648",
          "-33",
          "-32",
          "-20",
          "-19",
          "-1",
          "-0",
          "0",
          "1",
          "+3",
          "03",
          "4",
          "5",
          "12",
          "13",
          "32",
          "33",
          "64",
          "255",
          "256",
          "1000",
          "2147483647",
          "",
          "-",
          "+",
          "12x",
          "1.5",
          "3.",
          "3e1",
          "0x10",
          "x");

  @TempDir Path directory;

  @Test
  void areThoseThatChronydTakes() {
    List<String> lines = lines();
    List<String> refusedByChronyd = lines.stream().filter(this::chronydRefuses).toList();
    assertThat(refusedByChronyd)
        .contains("ratelimit burst 12x")
        .doesNotContain("ratelimit burst 64");
    assertThat(refusedByUs(lines)).isEqualTo(refusedByChronyd);
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String directive : List.of("ratelimit", "ntsratelimit", "cmdratelimit")) {
      for (String option : List.of("interval", "burst", "leak")) {
        NUMBERS.forEach(number -> lines.add((directive + " " + option + " " + number).strip()));
      }
      lines.add(directive);
      lines.add(directive + " INTERVAL 3 burst 4 Burst 5 leak 1");
      lines.add(directive + " interval 3 burst");
      lines.add(directive + " rate 3");
      lines.add(directive + " 3");
    }
    return lines;
  }

  private boolean chronydRefuses(String line) {
    Path file = Peers.write(directory.resolve("one.conf"), line);
    List<String> command = List.of(Peers.chronyd(), "-p", "-f", file.toString());
    return Program.run(directory, Duration.ofSeconds(20), command).status() != 0;
  }

  /// All lines in one file: ours tells every mistake with its line.
  private List<String> refusedByUs(List<String> lines) {
    Path file = Peers.write(directory.resolve("all.conf"), lines.toArray(String[]::new));
    String output = Peers.meantimeToEnd(directory, "run", "-p", "-f", file.toString()).output();
    return Pattern.compile(Pattern.quote(file.toString()) + ":([0-9]+):[0-9]+: error: ")
        .matcher(output)
        .results()
        .map((MatchResult found) -> Integer.parseInt(found.group(1)))
        .distinct()
        .map(number -> lines.get(number - 1))
        .toList();
  }
}
