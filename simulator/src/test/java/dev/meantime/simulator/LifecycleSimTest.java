// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.RunOptions;
import dev.meantime.platform.KernelClock.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleSimTest {

  private static final String[] FOUR_SERVERS = {
    "server 192.0.2.1 iburst",
    "server 192.0.2.2 iburst",
    "server 192.0.2.3 iburst",
    "server 192.0.2.4 iburst"
  };

  private static String[] and(String... lines) {
    String[] all = java.util.Arrays.copyOf(FOUR_SERVERS, FOUR_SERVERS.length + lines.length);
    System.arraycopy(lines, 0, all, FOUR_SERVERS.length, lines.length);
    return all;
  }

  @Test
  void endsWithSuccessOnSigtermAndSavesTheDrift(@TempDir Path directory) throws IOException {
    Path drift = directory.resolve("drift");
    Path pid = directory.resolve("run").resolve("pid");
    World world = new World(1).servers(4).clockWrongBy(0, -50e-6);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, and("driftfile " + drift, "pidfile " + pid));
    world.simulation.after(900, () -> host.terminate("TERM"));
    world.simulation.after(
        10, () -> assertThat(pid).hasContent(ProcessHandle.current().pid() + "\n"));

    assertThat(daemon.run()).as(world.story()).isZero();

    assertThat(world.log().getLast()).endsWith("chronyd exiting");
    assertThat(pid).doesNotExist();
    String[] words = Files.readString(drift).strip().split("\\s+", -1);
    assertThat(Double.parseDouble(words[0])).as("ppm, positive when fast").isBetween(-51.0, -49.0);
    assertThat(host.hostNetwork().openPorts()).isZero();
    assertThat(host.clock().read().frequency())
        .as("the running slew is ended")
        .isBetween(49e-6, 51e-6);
  }

  @Test
  void beginsWithTheSavedDrift(@TempDir Path directory) throws IOException {
    Path drift = directory.resolve("drift");
    Files.writeString(drift, "           -50.000000             0.100000\n");
    World world = new World(2).servers(4).clockWrongBy(0, -50e-6);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, and("driftfile " + drift));
    assertThat(daemon.start()).isTrue();
    world.simulation.run(1);

    assertThat(world.log())
        .anyMatch(line -> line.endsWith("Frequency -50.000 +/- 0.100 ppm read from " + drift));
    assertThat(host.clock().read().frequency()).isBetween(49.9e-6, 50.1e-6);
  }

  @Test
  void doesNotBelieveAnOffsetBeyondMaxchange() {
    World world = new World(3).servers(4);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, and("maxchange 0.2 1 0"));
    world.simulation.after(300, () -> world.servers.forEach(server -> server.lyingBy(5)));

    assertThat(daemon.run()).as(world.story()).isEqualTo(1);

    assertThat(world.log())
        .anyMatch(line -> line.contains("exceeds the allowed maximum of 0.200 seconds (exiting)"));
    assertThat(Math.abs(host.clock().error())).isLessThan(0.01);
  }

  @Test
  void withoutThePrivilegeItObservesAndTouchesNothing() {
    World world =
        new World(4)
            .servers(4)
            .clockWrongBy(-0.3, 40e-6)
            .control(new Control.Denied("no CAP_SYS_TIME"));
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, and("makestep 0.1 3", "rtcsync"));
    assertThat(daemon.start()).isTrue();
    world.simulation.run(3600);

    assertThat(world.log())
        .anyMatch(line -> line.contains("Disabled control of system clock (no CAP_SYS_TIME)"));
    assertThat(host.clock().writes()).isEmpty();
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).as(world.story()).isTrue();
    assertThat(host.clock().error()).isBetween(-0.3, -0.1);
    assertThat(daemon.clockState().orElseThrow().remainingCorrection())
        .as("what the wall clock was behind by at the last update, up to 1024 s ago")
        .isBetween(-host.clock().error() - 1e-3, -host.clock().error() + 1024 * 40e-6);
  }

  @Test
  void optionXTouchesNothingWithThePrivilege() {
    World world = new World(5).servers(4).options(World.options(RunOptions.Mode.NORMAL, false));
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, FOUR_SERVERS);
    world.simulation.after(3600, () -> host.terminate("INT"));

    assertThat(daemon.run()).isZero();

    assertThat(host.clock().writes()).isEmpty();
    assertThat(world.log())
        .anyMatch(line -> line.contains("Disabled control of system clock (-x)"));
  }

  @Test
  void followsAClockThatSomebodyElseStepped() {
    World world = new World(6).servers(4);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, and("makestep 1 -1"));
    assertThat(daemon.start()).isTrue();
    world.simulation.run(1200);
    host.clock().disturb(3600);
    world.simulation.run(3600);

    assertThat(world.log())
        .as(world.story())
        .anyMatch(line -> line.contains("Forward time jump detected!"));
    assertThat(host.clock().steps())
        .singleElement()
        .satisfies(step -> assertThat(step).isBetween(-3600.01, -3599.99));
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(1e-3);
  }

  @Test
  void aSecondDaemonDoesNotStart(@TempDir Path directory) throws IOException {
    long other = ProcessHandle.current().parent().orElseThrow().pid();
    Path pid = directory.resolve("pid");
    Files.writeString(pid, other + "\n");
    World world = new World(7).servers(1);
    Daemon daemon = world.daemon(world.host(), "server 192.0.2.1", "pidfile " + pid);

    assertThat(daemon.run()).isEqualTo(1);

    assertThat(world.log())
        .anyMatch(line ->
            line.endsWith(
                "Fatal error : Another chronyd may already be running (pid="
                    + other
                    + "), check "
                    + pid));
    assertThat(pid).hasContent(other + "\n");
  }

  @Test
  void timeoutTellsWhetherTheClockWasSynchronised() {
    World synchronised =
        new World(8).servers(4).options(World.options(RunOptions.Mode.NORMAL, true, 60));
    assertThat(synchronised.daemon(synchronised.host(), FOUR_SERVERS).run()).isZero();
    World silent = new World(8).options(World.options(RunOptions.Mode.NORMAL, true, 60));
    assertThat(silent.daemon(silent.host(), FOUR_SERVERS).run()).isEqualTo(1);
    assertThat(silent.log()).anyMatch(line -> line.endsWith("Timeout reached"));
  }

  @Test
  void optionXKeepsTheDriftOfTheClockThatItObserves(@TempDir Path directory) throws IOException {
    Path drift = directory.resolve("drift");
    World world =
        new World(9)
            .servers(4)
            .clockWrongBy(0.2, 40e-6)
            .options(World.options(RunOptions.Mode.NORMAL, false));
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, and("driftfile " + drift + " interval 0"));
    world.simulation.after(60, () -> assertThat(drift).as("at an update").exists());
    world.simulation.after(7200, () -> host.terminate("TERM"));

    assertThat(daemon.run()).as(world.story()).isZero();

    assertThat(host.clock().writes()).isEmpty();
    String[] words = Files.readString(drift).strip().split("\\s+", -1);
    assertThat(Double.parseDouble(words[0])).as("ppm, positive when fast").isBetween(39.9, 40.1);

    World next =
        new World(10)
            .servers(4)
            .clockWrongBy(0.2, 40e-6)
            .control(new Control.Denied("no CAP_SYS_TIME"));
    assertThat(next.daemon(next.host(), and("driftfile " + drift)).start()).isTrue();
    assertThat(next.log())
        .anyMatch(line -> line.contains("Frequency " + words[0].substring(0, 4)))
        .anyMatch(line -> line.endsWith(" ppm read from " + drift));
  }

  @Test
  void warnsOnceOfADriftFileThatCannotBeWritten(@TempDir Path directory) {
    Path drift = directory.resolve("missing").resolve("drift");
    World world = new World(11).servers(4);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, and("driftfile " + drift + " interval 0"));
    world.simulation.after(1800, () -> host.terminate("TERM"));

    assertThat(daemon.run()).as(world.story()).isZero();

    assertThat(world.log().stream().filter(line -> line.contains("drift file")))
        .singleElement()
        .asString()
        .endsWith("Could not write the drift file " + drift + ": no such file or directory");
  }
}
