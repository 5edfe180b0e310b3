// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our daemon and Debian's chronyd, fed by the same receiver, come to the same result. Both only
/// observe the clock.
class ReferenceClocksTest {

  private static final double OFFSET = 0.0123;
  private static final double NOISE = 1e-4;

  /// After so many samples an estimate of their deviation has settled.
  private static final int ENOUGH = 16;

  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final int NAME = 2;
  private static final int REACH = 5;

  @TempDir Path directory;

  private record Side(Path directory, int port, Path socket) {}

  private Side side(String name) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    return new Side(own, Peers.freePort("127.0.0.1"), own.resolve("gps.sock"));
  }

  private static List<String> directives(Side side, int unit) {
    return List.of(
        "refclock SHM " + unit + " refid GPS poll 0 dpoll -3",
        "refclock SOCK " + side.socket() + " refid SOCK poll 0 noselect",
        "logdir " + side.directory(),
        "log refclocks",
        "cmdport " + side.port(),
        "bindcmdaddress /",
        "pidfile " + side.directory().resolve("pid"));
  }

  /// The columns of every line of a report.
  private static List<List<String>> report(Side side, String report) {
    Program.Finished finished = Peers.chronyc(side.directory(), side.port(), "-c", report);
    if (finished.status() != 0) {
      return List.of();
    }
    return finished.output().lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  private static List<String> source(Side side, String name) {
    return report(side, "sources").stream()
        .filter(columns -> columns.get(NAME).equals(name))
        .findFirst()
        .orElse(List.of());
  }

  private static boolean isReached(Side side, String name) {
    List<String> columns = source(side, name);
    return !columns.isEmpty() && columns.get(REACH).equals("377");
  }

  /// By how much the system clock is behind what the reference clock says, seconds.
  private static double behind(Side side) {
    List<String> columns = report(side, "tracking").getFirst();
    assertThat(columns.subList(0, 3)).containsExactly("47505300", "GPS", "1");
    return Double.parseDouble(columns.get(4));
  }

  private static double deviation(Side side) {
    List<String> first = report(side, "sourcestats").getFirst();
    assertThat(first.getFirst()).isEqualTo("GPS");
    return Double.parseDouble(first.getLast());
  }

  private static boolean isSettled(Side side) {
    List<List<String>> statistics = report(side, "sourcestats");
    return !statistics.isEmpty() && Integer.parseInt(statistics.getFirst().get(1)) >= ENOUGH;
  }

  @Test
  void followsSharedMemoryAndSocketAsChronydDoes() throws IOException {
    Side ours = side("ours");
    Side theirs = side("theirs");
    List<String> daemon = new ArrayList<>(List.of("run", "-x", "-d", "-U"));
    List<String> chronyd =
        new ArrayList<>(List.of(Peers.chronyd(), "-x", "-d", "-U", "-u", "root"));
    try (Receiver receiver = Receiver.start(directory, OFFSET, ours.socket(), theirs.socket())) {
      daemon.addAll(directives(ours, receiver.unit(0)));
      chronyd.addAll(directives(theirs, receiver.unit(1)));
      try (Program we = Peers.meantime(ours.directory(), daemon.toArray(String[]::new));
          Program they = Program.start(theirs.directory(), chronyd)) {
        for (String name : List.of("GPS", "SOCK")) {
          we.awaitUntil(name + " at ours", SHORT, () -> isReached(ours, name));
          they.awaitUntil(name + " at chronyd's", SHORT, () -> isReached(theirs, name));
        }
        we.awaitUntil("samples at ours", SHORT, () -> isSettled(ours));
        compare(ours, theirs);
        assertThat(we.terminate().status()).isZero();
        assertThat(they.terminate().status()).isZero();
      }
      assertThat(ours.socket()).doesNotExist();
      compareLogs(ours, theirs);
    }
  }

  private static void compare(Side ours, Side theirs) {
    assertThat(source(ours, "GPS")).startsWith("#", "*", "GPS", "0", "0");
    assertThat(source(theirs, "GPS")).startsWith("#", "*", "GPS", "0", "0");
    assertThat(source(ours, "SOCK")).startsWith("#", "?", "SOCK", "0", "0");
    double here = behind(ours);
    double there = behind(theirs);
    assertThat(there).as("chronyd").isCloseTo(OFFSET, within(2 * NOISE));
    assertThat(here).as("ours").isCloseTo(OFFSET, within(2 * NOISE));
    assertThat(here).as("ours beside chronyd").isCloseTo(there, within(2 * NOISE));
    assertThat(deviation(theirs)).as("chronyd").isBetween(0.05 * NOISE, NOISE);
    assertThat(deviation(ours)).as("ours").isBetween(0.05 * NOISE, NOISE);
  }

  private static void compareLogs(Side ours, Side theirs) throws IOException {
    List<String> here = shapes(ours);
    List<String> there = shapes(theirs);
    assertThat(here.subList(0, 3)).as("heading").isEqualTo(there.subList(0, 3));
    assertThat(here).containsAll(there.stream().distinct().toList());
    assertThat(there).containsAll(here.stream().distinct().toList());
  }

  /// The lines of refclocks.log with every digit of times and values made equal.
  private static List<String> shapes(Side side) throws IOException {
    Pattern number = Pattern.compile("[ -]\\d\\.\\d+e[+-]\\d\\d");
    Pattern poll = Pattern.compile(" \\d ([N+-]) ([01]) ");
    List<String> shapes = new ArrayList<>();
    for (String line : Files.readAllLines(side.directory().resolve("refclocks.log"))) {
      String shape = number.matcher(line).replaceAll("#");
      shape = poll.matcher(shape).replaceAll(" n $1 $2 ");
      shapes.add(shape.replaceFirst("^[-0-9]{10} [0-9:]{8}\\.[0-9]{6} ", "TIME "));
    }
    return shapes;
  }
}
