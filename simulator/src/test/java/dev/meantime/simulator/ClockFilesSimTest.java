// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.daemon.Daemon;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the daemon learns from files while it runs: leap seconds and temperatures.
class ClockFilesSimTest {

  private static final String SERVER = "server 192.0.2.1 iburst minpoll 4 maxpoll 6";

  /// From 1900 to 1970.
  private static final long NTP_ERA = 2_208_988_800L;

  private static final long JULY_2012 = 1_341_100_800L;
  private static final long JANUARY_2017 = 1_483_228_800L;

  /// The leap second is at the end of June 2026.
  private static final long JULY_2026 = 1_782_864_000L;

  private static final int DAY = 86_400;

  private static World twoDaysBefore(long seed) {
    return new World(seed, (JULY_2026 - 2 * DAY) * 1_000_000_000L);
  }

  @TempDir private Path directory;

  private Path list(long expirySeconds, boolean withNext) throws IOException {
    StringBuilder text = new StringBuilder("#@ " + (expirySeconds + NTP_ERA) + "\n");
    text.append(1_230_768_000L + NTP_ERA).append(" 34\n");
    text.append(JULY_2012 + NTP_ERA).append(" 35\n");
    text.append(JANUARY_2017 + NTP_ERA).append(" 37 # 1 Jan 2017\n");
    if (withNext) {
      text.append(JULY_2026 + NTP_ERA).append(" 38\n");
    }
    return Files.writeString(directory.resolve("leap-seconds.list"), text);
  }

  /// A compiled time zone with nothing but leap seconds: the 25 up to the one of 2012.
  private static byte[] zone(int leaps) {
    ByteBuffer file = ByteBuffer.allocate(44 + leaps * 8 + 6 + 4);
    file.putInt(0x545a6966).position(20);
    file.putInt(0).putInt(0).putInt(leaps).putInt(0).putInt(1).putInt(4);
    file.put(new byte[6]).put("UTC\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    for (int i = 1; i <= leaps; i++) {
      // One a year, backwards from 2012: only that one is looked at.
      long midnight = JULY_2012 - (leaps - i) * 365L * 86_400;
      file.putInt((int) (midnight + i - 1)).putInt(i);
    }
    return file.array();
  }

  @Test
  void insertsTheLeapSecondOfTheListThatNoServerAnnounces() throws IOException {
    Path list = list(JULY_2026 + 1_000_000, true);
    World world = twoDaysBefore(1).servers(1);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, SERVER, "leapseclist " + list, "leapsecmode step");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(2 * DAY - 60);

    assertThat(world.log())
        .as(world.story())
        .anyMatch(line -> line.endsWith("Using leap second list " + list))
        .anyMatch(line -> line.endsWith("System clock status set to insert leap second"));
    world.simulation.run(62);
    assertThat(host.clock().steps()).as(world.story()).hasSize(1);
    assertThat(host.clock().steps().getFirst()).isCloseTo(-1, within(1e-3));
  }

  @Test
  void takesANewListWithinHalfADay() throws IOException {
    Path list = list(JULY_2026 - 2 * DAY - 1, false);
    World world = twoDaysBefore(2).servers(1);
    Daemon daemon = world.daemon(world.host(), SERVER, "leapseclist " + list);
    assertThat(daemon.start()).isTrue();
    assertThat(world.log())
        .anyMatch(line -> line.endsWith("Leap second list " + list + " needs update"));
    world.simulation.run(DAY);
    list(JULY_2026 + 1_000_000, true);
    world.simulation.run(DAY - 3600);

    assertThat(world.log())
        .as(world.story())
        .anyMatch(line -> line.endsWith("System clock status set to insert leap second"));
  }

  @Test
  void keepsWhatItKnewWhenTheListIsDamaged() throws IOException {
    Path list = list(JULY_2026 + 1_000_000, true);
    World world = twoDaysBefore(3).servers(1);
    Daemon daemon = world.daemon(world.host(), SERVER, "leapseclist " + list);
    assertThat(daemon.start()).isTrue();
    Files.writeString(list, "rubbish\n");
    world.simulation.run(2 * DAY - 3600);

    assertThat(world.log())
        .as(world.story())
        .anyMatch(line -> line.contains("Could not read leap seconds from " + list + ": line 1: "))
        .anyMatch(line -> line.endsWith("System clock status set to insert leap second"));
  }

  @Test
  void prefersTheListAndDoesWithoutWhatIsNotThere() throws IOException {
    Files.createDirectories(directory.resolve("right"));
    Files.write(directory.resolve("right").resolve("UTC"), zone(25));
    World world = new World(4).servers(1).environment(Map.of("TZDIR", directory.toString()));
    Path missing = directory.resolve("missing");
    Daemon zoned =
        world.daemon(world.host(), SERVER, "leapsectz right/UTC", "leapseclist " + missing);
    assertThat(zoned.start()).isTrue();
    assertThat(world.log())
        .anyMatch(line ->
            line.endsWith(
                "Leap second list "
                    + missing
                    + " failed check, ignoring (no such file or directory)"))
        .anyMatch(line -> line.endsWith("Using right/UTC timezone to obtain leap second data"));

    World none = new World(5).servers(1).environment(Map.of("TZDIR", directory.toString()));
    assertThat(none.daemon(none.host(), SERVER, "leapsectz UTC").start()).isTrue();
    assertThat(none.log())
        .anyMatch(line ->
            line.endsWith(
                "Timezone UTC failed leap second check, ignoring (no such file or directory)"));
  }

  @Test
  void compensatesForTheTemperature() throws IOException {
    Path sensor = Files.writeString(directory.resolve("temp"), "26000\n");
    Path logs = Files.createDirectory(directory.resolve("logs"));
    World world = new World(6);
    SimulatedPlatform host = world.host();
    Daemon daemon =
        world.daemon(
            host, "tempcomp " + sensor + " 30 26000 1.5 0.001 0", "logdir " + logs, "log tempcomp");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(1);
    assertThat(host.clock().read().frequency()).isCloseTo(1.5e-6, within(1e-10));
    Files.writeString(sensor, "28000\n");
    world.simulation.run(60);
    assertThat(host.clock().read().frequency()).isCloseTo(3.5e-6, within(1e-10));
    Files.writeString(sensor, "48000\n");
    world.simulation.run(60);
    Files.delete(sensor);
    world.simulation.run(300);

    assertThat(host.clock().read().frequency()).isCloseTo(3.5e-6, within(1e-10));
    assertThat(world.log().stream().filter(line -> line.contains("emperature")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith(
                        "Temperature compensation of 23.500 ppm exceeds sanity limit of 10.0"),
            line -> assertThat(line).contains("Could not read temperature from " + sensor));
    assertThat(Files.readString(logs.resolve("tempcomp.log")))
        .contains("2026-06-01 00:00:00  2.6000e+04  1.5000e+00\n");
  }

  @Test
  void interpolatesBetweenThePointsOfAFile() throws IOException {
    Path sensor = Files.writeString(directory.resolve("temp"), "25\n");
    Path points = Files.writeString(directory.resolve("points"), "20 1.0\n30 3.0\n");
    World world = new World(7);
    SimulatedPlatform host = world.host();
    assertThat(world.daemon(host, "tempcomp " + sensor + " 30 " + points).start()).isTrue();
    world.simulation.run(1);
    assertThat(host.clock().read().frequency()).isCloseTo(2e-6, within(1e-10));
  }

  @Test
  void doesNotStartWithPointsThatAreNone() throws IOException {
    Path points = Files.writeString(directory.resolve("points"), "20 1.0\n30 x\n");
    World world = new World(8);
    assertThat(world.daemon(world.host(), "tempcomp /t 30 " + points).start()).isFalse();
    assertThat(world.log())
        .anyMatch(line ->
            line.contains(
                "Fatal error : Could not read tempcomp point from " + points + ": line 2"));
  }

  @Test
  void noticesThatSomebodyElseSteersTheClock() {
    World world = new World(9).servers(1);
    SimulatedPlatform host = world.host();
    assertThat(world.daemon(host, SERVER).start()).isTrue();
    world.simulation.run(1200);
    assertThat(world.log()).noneMatch(line -> line.contains("interference"));
    for (int i = 0; i < 5; i++) {
      host.clock().disturbFrequency(20e-6);
      world.simulation.run(120);
    }

    assertThat(world.log().stream().filter(line -> line.contains("interference")))
        .as(world.story())
        .singleElement()
        .asString()
        .endsWith("System clock interference detected (another NTP client?)");
  }
}
