// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.RequestCodec;
import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.RunOptions;
import dev.meantime.daemon.SourceSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpSimTest {

  private static final String[] SERVERS = {
    "server 192.0.2.1 minpoll 4 maxpoll 6 iburst", "server 192.0.2.2 minpoll 4 maxpoll 6 iburst"
  };

  @TempDir private Path directory;

  private String[] lines(String... more) {
    String[] all = java.util.Arrays.copyOf(SERVERS, SERVERS.length + more.length + 1);
    System.arraycopy(more, 0, all, SERVERS.length, more.length);
    all[all.length - 1] = "dumpdir " + directory.resolve("dumps");
    return all;
  }

  private Path dump(int server) {
    return directory.resolve("dumps").resolve("192.0.2." + server + ".dat");
  }

  private static World world(long seed) {
    return new World(seed).servers(2).clockWrongBy(0, 20e-6);
  }

  private static World reloading(World world) {
    RunOptions base = World.options(RunOptions.Mode.NORMAL, true);
    return world.options(
        new RunOptions(
            base.mode(),
            base.family(),
            base.foreground(),
            base.logToError(),
            base.logFile(),
            base.minimumSeverity(),
            true,
            base.restart(),
            base.setFromRtc(),
            base.timeoutSeconds(),
            base.user(),
            base.rootCheck(),
            base.steer(),
            base.lockMemory(),
            base.schedPriority(),
            base.notifyDescriptor(),
            base.syscallFilter()));
  }

  @Test
  void goesOnFromWhatWasMeasuredBefore() {
    World world = reloading(world(1));
    SimulatedPlatform host = world.host();
    Daemon first = world.daemon(host, lines());
    assertThat(first.start()).isTrue();
    world.simulation.run(1800);
    int measured = first.sources().getFirst().estimate().samples();
    double frequency = first.sources().getFirst().estimate().frequency();
    first.stop();
    assertThat(dump(1)).exists();
    assertThat(dump(2)).exists();

    world.servers.forEach(server -> server.answering(false));
    Daemon second = world.daemon(host, lines());
    assertThat(second.start()).isTrue();
    world.simulation.run(1);

    SourceSnapshot source = second.sources().getFirst();
    assertThat(source.estimate().samples())
        .as(world.story())
        .isBetween(measured - 2, measured)
        .isGreaterThan(6);
    assertThat(source.estimate().frequency()).isBetween(frequency - 1e-6, frequency + 1e-6);
    assertThat(Math.abs(source.estimate().offset())).isLessThan(1e-3);
    assertThat(source.association().stratum()).isEqualTo(1);
    assertThat(world.log()).anyMatch(line -> line.endsWith("Loaded dump file for 192.0.2.1"));
    assertThat(dump(1)).as("of no use any more").doesNotExist();

    world.servers.forEach(server -> server.answering(true));
    world.simulation.run(30);
    assertThat(second.clockState().orElseThrow().isSynchronised()).isTrue();
    assertThat(second.sources().getFirst().estimate().samples()).isGreaterThan(6);
  }

  @Test
  void beginsAnewWithoutOptionRAndRemovesTheFiles() throws IOException {
    World world = world(2);
    SimulatedPlatform host = world.host();
    Daemon first = world.daemon(host, lines());
    assertThat(first.start()).isTrue();
    world.simulation.run(600);
    first.stop();
    Path other = Files.writeString(directory.resolve("dumps").resolve("mine.dat"), "");

    world.servers.forEach(server -> server.answering(false));
    Daemon second = world.daemon(host, lines());
    assertThat(second.start()).isTrue();
    world.simulation.run(1);

    assertThat(second.sources().getFirst().estimate().samples()).isZero();
    assertThat(dump(1)).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void ignoresDamagedAndOldFilesWithOneLineEach() throws IOException {
    World world = reloading(world(3));
    SimulatedPlatform host = world.host();
    Daemon first = world.daemon(host, lines());
    assertThat(first.start()).isTrue();
    world.simulation.run(600);
    first.stop();
    Files.writeString(dump(1), "SRC0\nrubbish\n");
    world.simulation.run(2 * 86_400);

    Daemon second = world.daemon(host, lines());
    assertThat(second.start()).isTrue();
    world.simulation.run(1);

    assertThat(world.log().stream().filter(line -> line.contains("dump file")))
        .as(world.story())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith("Could not load dump file " + dump(1) + ": it is not a dump file"),
            line ->
                assertThat(line)
                    .endsWith(
                        "Could not load dump file " + dump(2) + ": it is more than a day old"));
    assertThat(second.sources().getFirst().estimate().samples()).isLessThan(3);
  }

  @Test
  void writesWhenAsked() throws IOException {
    Path socket = directory.resolve("socket");
    World world = world(4);
    SimulatedPlatform host = world.host();
    assertThat(world.daemon(host, lines("bindcmdaddress " + socket)).start()).isTrue();
    world.simulation.run(600);
    byte[] request = RequestCodec.encode(new ControlRequest.Dump(), 7, 0);
    assertThat(host.hostNetwork().ask(socket, Path.of("/client"), request)).isPresent();
    world.simulation.run(1);

    List<String> text = Files.readAllLines(dump(1));
    assertThat(text.subList(0, 3)).containsExactly("SRC0", "192.0.2.1", "0 377 8 1 0");
  }

  @Test
  void aClockThatIsOnlyObservedHasNoHistoryToKeep() {
    World world = world(5).options(World.options(RunOptions.Mode.NORMAL, false));
    Daemon daemon = world.daemon(world.host(), lines());
    assertThat(daemon.start()).isTrue();
    world.simulation.run(600);
    daemon.stop();

    assertThat(directory.resolve("dumps")).doesNotExist();
    assertThat(world.log())
        .anyMatch(line -> line.endsWith("dumpdir has no effect on a clock that is only observed"));
  }
}
