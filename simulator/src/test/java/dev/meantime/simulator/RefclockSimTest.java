// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.RunOptions;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.refclock.ReferenceClockRejection;
import dev.meantime.engine.select.Selection.WhyLost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefclockSimTest {

  private static final String PPS = "/dev/pps0";
  private static final ClockNoise PULSE_NOISE = ClockNoise.jitter(100e-9);

  @TempDir private Path directory;

  /// Root mean square of the clock's error over so many seconds from now.
  private static double rms(World world, SimulatedPlatform host, int seconds) {
    double squares = 0;
    for (int i = 0; i < seconds; i++) {
      world.simulation.run(1);
      squares += host.clock().error() * host.clock().error();
    }
    return Math.sqrt(squares / seconds);
  }

  private static ClockState state(Daemon daemon) {
    return daemon.clockState().orElseThrow();
  }

  private static void start(World world, Daemon daemon) {
    assertThat(daemon.start()).as(world.story()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pulsesNumberedByOurOwnClockHoldItBelowAMicrosecond(long seed) {
    World world = new World(seed).servers(3).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugPulses(PPS, PULSE_NOISE);
    Daemon daemon =
        world.daemon(
            host,
            "server 192.0.2.1 iburst",
            "server 192.0.2.2 iburst",
            "server 192.0.2.3 iburst",
            "refclock PPS /dev/pps0");
    start(world, daemon);
    world.simulation.run(3600);
    assertThat(rms(world, host, 3600)).as(world.story()).isLessThan(1e-6);
    assertThat(state(daemon).referenceId().text()).isEqualTo("PPS0");
    assertThat(state(daemon).stratum()).isEqualTo(1);
    assertThat(state(daemon).errorBoundAt(host.wallClock().nowNanos())).isLessThan(20e-6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pulsesNumberedBySerialMessagesHoldItBelowAMicrosecondWithoutAnyServer(long seed) {
    World world = new World(seed).clockWrongBy(-3.4, -20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, new ClockNoise(0.12, 0.02, 1e-3));
    host.referenceClocks().plugPulses(PPS, PULSE_NOISE);
    Daemon daemon =
        world.daemon(
            host,
            "refclock SHM 0 refid NMEA noselect",
            "refclock PPS /dev/pps0 lock NMEA refid PPS",
            "makestep 0.1 3");
    start(world, daemon);
    world.simulation.run(3600);
    assertThat(rms(world, host, 3600)).as(world.story()).isLessThan(1e-6);
    assertThat(host.clock().steps()).hasSize(1);
    assertThat(state(daemon).referenceId().text()).isEqualTo("PPS");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void serialMessagesAloneHoldItToAFractionOfTheirJitter(long seed) {
    World world = new World(seed).clockWrongBy(0.3, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, new ClockNoise(0.12, 0.02, 0));
    Daemon daemon = world.daemon(host, "refclock SHM 0 offset 0.12 delay 0.04", "makestep 0.1 3");
    start(world, daemon);
    world.simulation.run(4 * 3600);
    assertThat(rms(world, host, 3600)).as(world.story()).isLessThan(5e-3);
    assertThat(state(daemon).errorBoundAt(host.wallClock().nowNanos())).isBetween(0.02, 0.1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hardwareClockThatShowsTaiHoldsItBelowAMicrosecond(long seed) throws IOException {
    Path list = directory.resolve("leap-seconds.list");
    // In NTP's era: expires in 2040; the leap seconds of 2008, 2012 and 2017.
    Files.writeString(list, "#@ 4417977600\n3439756800 34\n3550089600 35\n3692217600 37\n");
    World world = new World(seed).clockWrongBy(0.3, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugCard("/dev/ptp0", 37);
    Daemon daemon =
        world.daemon(
            host, "refclock PHC /dev/ptp0 poll 2 tai", "makestep 0.1 3", "leapseclist " + list);
    start(world, daemon);
    world.simulation.run(1800);
    assertThat(rms(world, host, 1800)).as(world.story()).isLessThan(1e-6);
  }

  @Test
  void followsAServerWhenThePulsesStop() {
    World world = new World(7).servers(1).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    SimulatedReceiver receiver = host.referenceClocks().plugPulses(PPS, PULSE_NOISE);
    Daemon daemon =
        world.daemon(host, "server 192.0.2.1 iburst", "refclock PPS /dev/pps0 refid PPS");
    start(world, daemon);
    world.simulation.run(3600);
    assertThat(state(daemon).referenceId().text()).isEqualTo("PPS");

    receiver.running(false);
    world.simulation.run(6 * 3600);
    assertThat(state(daemon).referenceId().text()).as(world.story()).isEqualTo("");
    assertThat(state(daemon).stratum()).isEqualTo(2);
    assertThat(Math.abs(host.clock().error())).isLessThan(500e-6);

    receiver.running(true);
    world.simulation.run(3600);
    assertThat(state(daemon).referenceId().text()).as(world.story()).isEqualTo("PPS");
  }

  @Test
  void errorBoundGrowsAndHoldsWhenTheOnlyPulsesStop() {
    World world = new World(8).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(0.02));
    SimulatedReceiver pulses = host.referenceClocks().plugPulses(PPS, PULSE_NOISE);
    Daemon daemon =
        world.daemon(
            host, "refclock SHM 0 refid GPS noselect", "refclock PPS /dev/pps0 lock GPS refid PPS");
    start(world, daemon);
    world.simulation.run(3600);
    double before = state(daemon).errorBoundAt(host.wallClock().nowNanos());
    pulses.running(false);
    for (int i = 0; i < 24; i++) {
      world.simulation.run(3600);
      double bound = state(daemon).errorBoundAt(host.wallClock().nowNanos());
      assertThat(bound).isGreaterThan(before);
      assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(bound);
      before = bound;
    }
    assertThat(before).isGreaterThan(0.01);
    assertThat(daemon.whyLost().orElseThrow()).isInstanceOf(WhyLost.NoneSelectable.class);
  }

  @Test
  void outvotesAReceiverThatLies() {
    World world = new World(9).servers(3).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(1e-6)).lyingBy(0.25);
    Daemon daemon =
        world.daemon(
            host,
            "server 192.0.2.1 iburst",
            "server 192.0.2.2 iburst",
            "server 192.0.2.3 iburst",
            "refclock SHM 0 refid GPS");
    start(world, daemon);
    world.simulation.run(3600);
    assertThat(world.log()).anyMatch(line -> line.contains("Detected falseticker GPS: "));
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(200e-6);
    assertThat(state(daemon).stratum()).isEqualTo(2);
  }

  @Test
  void outvotesPulsesThatTheirReceiverPutsIntoTheWrongSecond() {
    World world = new World(10).servers(3).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(0.01)).lyingBy(-1);
    host.referenceClocks().plugPulses(PPS, PULSE_NOISE);
    Daemon daemon =
        world.daemon(
            host,
            "server 192.0.2.1 iburst",
            "server 192.0.2.2 iburst",
            "server 192.0.2.3 iburst",
            "refclock SHM 0 refid GPS",
            "refclock PPS /dev/pps0 lock GPS refid PPS");
    start(world, daemon);
    world.simulation.run(3600);
    assertThat(world.log())
        .anyMatch(line -> line.contains("Detected falseticker GPS: "))
        .anyMatch(line -> line.contains("Detected falseticker PPS: "));
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(200e-6);
  }

  @Test
  void believesNobodyWhenTwoReceiversContradictEachOther() {
    World world = new World(11).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(1e-6));
    host.referenceClocks().plugMemory(1, ClockNoise.jitter(1e-6)).lyingBy(0.5);
    Daemon daemon = world.daemon(host, "refclock SHM 0", "refclock SHM 1");
    start(world, daemon);
    world.simulation.run(600);
    assertThat(daemon.whyLost().orElseThrow()).isInstanceOf(WhyLost.NoMajority.class);
    assertThat(state(daemon).isSynchronised()).isFalse();
  }

  @Test
  void doesNotNumberPulsesByAClockThatNothingSynchronises() {
    World world = new World(12).clockWrongBy(0.3, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugPulses(PPS, PULSE_NOISE);
    Daemon daemon = world.daemon(host, "refclock PPS /dev/pps0");
    start(world, daemon);
    world.simulation.run(3600);
    assertThat(state(daemon).isSynchronised()).isFalse();
    assertThat(host.clock().steps()).isEmpty();
    assertThat(Math.abs(host.clock().error())).isGreaterThan(0.2);
    assertThat(daemon.referenceClocks())
        .singleElement()
        .satisfies(clock -> {
          assertThat(clock.refid()).isEqualTo("PPS0");
          assertThat(clock.state().readings()).isZero();
          assertThat(clock.state().rejections().get(ReferenceClockRejection.CLOCK_NOT_SYNCHRONISED))
              .isGreaterThan(3500);
        });
  }

  @Test
  void tellsOnceOfADeviceThatIsMissingAndUsesItWhenItComes() {
    World world = new World(13).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, "refclock SHM 3 refid GPS");
    start(world, daemon);
    world.simulation.run(600);
    String story = "Could not open refclock GPS: shmget: ENOENT (No such file or directory)";
    assertThat(world.log()).filteredOn(line -> line.contains(story)).hasSize(1);

    host.referenceClocks().plugMemory(3, ClockNoise.jitter(1e-6));
    world.simulation.run(600);
    assertThat(state(daemon).referenceId().text()).as(world.story()).isEqualTo("GPS");
  }

  @Test
  void opensACardAnewThatFailed() {
    World world = new World(14).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    SimulatedHardwareClock card = host.referenceClocks().plugCard("eth0", 0);
    Daemon daemon = world.daemon(host, "refclock PHC eth0 poll 2");
    start(world, daemon);
    world.simulation.run(600);
    card.broken(true);
    world.simulation.run(600);
    assertThat(world.log())
        .filteredOn(line -> line.contains("Could not read refclock PHC0: ioctl"))
        .hasSize(1);
    card.broken(false);
    world.simulation.run(3600);
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(1e-6);
  }

  @Test
  void takesTheSamplesThatComeToASocket() {
    World world = new World(15).clockWrongBy(0.3, 20e-6);
    SimulatedPlatform host = world.host();
    Path socket = directory.resolve("gps.sock");
    Daemon daemon = world.daemon(host, "refclock SOCK " + socket + " refid GPS", "makestep 0.1 3");
    start(world, daemon);
    for (int i = 0; i < 1800; i++) {
      world.simulation.run(1);
      double ahead = host.clock().error();
      ByteBuffer sample = ByteBuffer.allocate(40).order(ByteOrder.nativeOrder());
      long wallNanos = host.wallClock().nowNanos();
      sample.putLong(wallNanos / 1_000_000_000L).putLong(wallNanos % 1_000_000_000L / 1000);
      sample.putDouble(-ahead).putInt(0).putInt(0).putInt(0).putInt(0x534f434b);
      assertThat(host.hostNetwork().ask(socket, Path.of("/gpsd"), sample.array())).isEmpty();
    }
    for (int i = 0; i < 5; i++) {
      host.hostNetwork().ask(socket, Path.of("/gpsd"), new byte[] {1, 2, 3});
    }
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(2e-6);
    assertThat(state(daemon).referenceId().text()).isEqualTo("GPS");
    assertThat(world.log()).filteredOn(line -> line.contains("unusable sample")).hasSize(1);
    daemon.stop();
    assertThat(host.hostNetwork().localSockets()).isEmpty();
  }

  @Test
  void beginsAnewWhenSomebodyElseStepsTheClock() {
    World world = new World(18).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(1e-3));
    host.referenceClocks().plugPulses(PPS, PULSE_NOISE);
    Daemon daemon =
        world.daemon(
            host,
            "refclock SHM 0 refid GPS noselect",
            "refclock PPS /dev/pps0 lock GPS refid PPS",
            "makestep 1 -1");
    start(world, daemon);
    world.simulation.run(1800);
    host.clock().disturb(500);
    world.simulation.run(1800);
    assertThat(host.clock().steps()).as(world.story()).hasSize(1);
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(2e-6);
  }

  @Test
  void measuresOnceByAReferenceClock() {
    World world = new World(16).clockWrongBy(0.3, 0);
    world.options(World.options(RunOptions.Mode.MEASURE_ONCE, false));
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(1e-6));
    Daemon daemon = world.daemon(host, "refclock SHM 0 poll 2");
    start(world, daemon);
    world.simulation.run(60);
    assertThat(daemon.isRunning()).isFalse();
    assertThat(world.output()).matches("The system clock is 0.30000[0-9] s ahead\n");
  }

  @Test
  void writesTheLogOfReferenceClocks() throws IOException {
    World world = new World(17).clockWrongBy(0.05, 20e-6);
    SimulatedPlatform host = world.host();
    host.referenceClocks().plugMemory(0, ClockNoise.jitter(1e-6));
    Daemon daemon =
        world.daemon(
            host,
            "refclock SHM 0 refid GPS poll 2",
            "log refclocks statistics tracking",
            "logdir " + directory,
            "logbanner 0");
    start(world, daemon);
    world.simulation.run(60);
    daemon.stop();
    List<String> lines = Files.readAllLines(directory.resolve("refclocks.log"));
    String start = "2026-06-01 00:00:\\d\\d\\.\\d{6} GPS  ";
    String offset = "[ -]\\d\\.\\d{6}e-\\d\\d";
    String raw = start + "   [0-3] N 0 " + offset + " " + offset + "  1\\.000e-09";
    String filtered = start + "   - N -       -       " + offset + "  \\d\\.\\d{3}e-\\d\\d";
    assertThat(lines)
        .allMatch(line -> line.matches(raw) || line.matches(filtered))
        .anyMatch(line -> line.matches(filtered))
        .hasSizeGreaterThan(60);
    assertThat(Files.readString(directory.resolve("statistics.log"))).contains(" GPS  ");
    assertThat(Files.readString(directory.resolve("tracking.log"))).contains(" GPS  ");
  }
}
