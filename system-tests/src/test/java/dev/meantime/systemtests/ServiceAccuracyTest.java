// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How well a server tells the time: Debian's chronyd measures ours and its like at the same time,
/// on one clock, so that what it measures is our error and its own.
class ServiceAccuracyTest {

  private static final String THEIRS = "127.0.16.1";
  private static final String OURS = "127.0.16.2";
  private static final int EXCHANGES = 120;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// How much worse ours may look by chance, and what a median does not resolve.
  private static final double TOLERANCE = 1.5;

  private static final double RESOLUTION = 2e-6;

  private static final String OPTIONS = "minpoll -4 maxpoll -4 xleave " + ServerUnderTest.ANY_DELAY;

  @TempDir Path directory;

  @Test
  void chronydMeasuresUsNoWorseThanItsLike() {
    try (ServerUnderTest theirs = ServerUnderTest.serving(Kind.CHRONYD, directory);
        ServerUnderTest ours = ServerUnderTest.serving(Kind.MEANTIME, directory);
        ServerUnderTest client =
            ServerUnderTest.start(
                Kind.CHRONYD,
                directory,
                0,
                "server %s port %d %s".formatted(THEIRS, theirs.port(), OPTIONS),
                "server %s port %d %s".formatted(OURS, ours.port(), OPTIONS),
                "logdir " + directory,
                "log measurements")) {
      client
          .program()
          .awaitUntil(
              "the measurements",
              LIMIT,
              () -> offsets(THEIRS).size() >= EXCHANGES && offsets(OURS).size() >= EXCHANGES);
      double reference = median(offsets(THEIRS));
      double measured = median(offsets(OURS));
      System.out.printf(
          "median absolute offset: of chronyd %.2f us, of ours %.2f us%n",
          reference * 1e6, measured * 1e6);
      assertThat(measured).isLessThan(TOLERANCE * reference + RESOLUTION);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().map(Math::abs).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /// The offsets of the good measurements of a source, seconds, in the order of the log.
  private List<Double> offsets(String source) {
    Path log = directory.resolve("measurements.log");
    try {
      if (!Files.exists(log)) {
        return List.of();
      }
      return Files.readAllLines(log).stream()
          .map(line -> line.split(" +", -1))
          .filter(fields -> fields.length > 13 && fields[2].equals(source))
          .filter(fields -> fields[7].equals("1111"))
          .map(fields -> Double.parseDouble(fields[11]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
