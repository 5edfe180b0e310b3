// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.RunOptions.Severity;
import dev.meantime.platform.WallClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

  private static final long TIME = 1_769_864_096_900_000_000L;

  private final List<String> lines = new ArrayList<>();
  private long now = TIME;
  private final WallClock clock =
      new WallClock() {
        @Override
        public long nowNanos() {
          return now;
        }

        @Override
        public void step(double seconds) {
          throw new UnsupportedOperationException("a log does not set clocks");
        }
      };
  private final EventLog log =
      new EventLog(clock, Severity.INFO, (severity, _, message) -> lines.add(severity + message));

  @Test
  void leavesOutWhatIsBelowTheMinimum() {
    log.debug("a");
    log.info("b");
    log.fatal("c");
    assertThat(lines).containsExactly("INFOb", "FATALFatal error : c");
  }

  @Test
  void tellsATroubleOnceAnHourWithItsCount() {
    for (int minute = 0; minute <= 90; minute++) {
      log.trouble("cause", "it rains");
      now += 60_000_000_000L;
    }
    assertThat(lines)
        .containsExactly(
            "WARNINGit rains", "WARNINGit rains (61 times since 2026-01-31T12:54:56Z)");
  }

  @Test
  void tellsATroubleAnewWhenItHadEnded() {
    log.trouble("cause", "it rains");
    log.ended("cause");
    log.trouble("cause", "it rains");
    log.trouble("other", "it snows");
    assertThat(lines).containsExactly("WARNINGit rains", "WARNINGit rains", "WARNINGit snows");
  }

  @Test
  void stampsLinesInUtc() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventLog.Sink sink =
        LogSinks.choose(
            RunOptions.DEFAULT,
            Map.of("JOURNAL_STREAM", "1:2"),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    sink.write(Severity.INFO, TIME, "message");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("2026-01-31T12:54:56Z message\n");
  }

  @Test
  void appendsToTheFile(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("log");
    RunOptions options =
        new RunOptions(
            RunOptions.Mode.NORMAL,
            RunOptions.DEFAULT.family(),
            true,
            false,
            path.toString(),
            Severity.INFO,
            false,
            false,
            false,
            0,
            "",
            true,
            true,
            false,
            -1,
            -1,
            0);
    for (int i = 0; i < 2; i++) {
      EventLog.Sink sink = LogSinks.choose(options, Map.of(), System.err);
      sink.write(Severity.INFO, TIME, "line " + i);
      sink.close();
    }
    assertThat(path).hasContent("2026-01-31T12:54:56Z line 0\n2026-01-31T12:54:56Z line 1\n");
  }
}
