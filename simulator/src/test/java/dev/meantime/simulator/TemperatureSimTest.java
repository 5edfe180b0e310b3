// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.simulator.OscillatorModel.Swing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A crystal that follows the temperature of a room, 5 ppm up and down in two hours, and a file
/// that tells that temperature.
class TemperatureSimTest {

  private static final double AMPLITUDE = 5e-6;
  private static final double PERIOD = 2 * 3600;

  /// Degrees up and down: 0.5 ppm each.
  private static final double DEGREES = 10;

  private static final double INTERVAL = 30;

  @TempDir private Path directory;
  private Path sensor = Path.of("");

  @BeforeEach
  void file() {
    sensor = directory.resolve("temp");
  }

  private WatchedHost start(long seed, boolean compensated) {
    World world = new World(seed).servers(2);
    write(world);
    world.simulation.every(20, () -> write(world));
    OscillatorModel model =
        OscillatorModel.of(20e-6, 1e-9).withSwing(new Swing(AMPLITUDE, PERIOD, 0));
    String[] servers = World.servers(2, "iburst maxpoll 6");
    // The warmer, the faster; what is configured is how slow the clock is.
    String tempcomp = "tempcomp " + sensor + " " + INTERVAL + " 25 0 -0.5 0";
    SimulatedPlatform host = world.host(World.HOST.getHostAddress(), model);
    return compensated
        ? WatchedHost.start(world, host, servers[0], servers[1], tempcomp)
        : WatchedHost.start(world, host, servers);
  }

  private void write(World world) {
    double phase = 2 * Math.PI * world.simulation.elapsed() / PERIOD;
    try {
      Files.writeString(sensor, 25 + DEGREES * Math.sin(phase) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without sources, a half swing adds up to amplitude · period / π: 11 ms. With the temperature
  /// known every half minute there remains the wander, of 0.6 ms after three hours of it, and what
  /// the frequency was wrong by.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holdsTheTimeThroughASwingWithoutSources(long seed) {
    WatchedHost with = start(seed, true).run(2 * PERIOD);
    WatchedHost without = start(seed, false).run(2 * PERIOD);
    with.world().servers.forEach(server -> server.answering(false));
    without.world().servers.forEach(server -> server.answering(false));

    with.watch(1.5 * PERIOD);
    without.watch(1.5 * PERIOD);

    double swing = AMPLITUDE * PERIOD / Math.PI;
    assertThat(without.largestError()).as(without.story()).isGreaterThan(0.5 * swing);
    assertThat(with.largestError()).as(with.story()).isLessThan(0.25 * swing);
    assertThat(with.outside()).as(with.story()).isZero();
  }

  /// Also the frequency that is reported stays what it is at 25 degrees.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isMoreAccurateWithSourcesToo(long seed) {
    WatchedHost with = start(seed, true).run(PERIOD);
    WatchedHost without = start(seed, false).run(PERIOD);

    with.watch(2 * PERIOD);
    without.watch(2 * PERIOD);

    assertThat(with.rmsError())
        .as(with.story() + "\nwithout: " + without)
        .isLessThan(without.rmsError());
    assertThat(with.largestError()).as(with.story()).isLessThan(200e-6);
    assertThat(with.outside()).as(with.story()).isZero();
    assertThat(without.outside()).as(without.story()).isZero();
    assertThat(with.state().frequency()).isBetween(-20.5e-6, -19.5e-6);
  }

  /// A quarter of a swing after the sensor is gone, the last compensation is 5 ppm wrong, and the
  /// sources make up for it.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void livesOnWithoutTheSensor(long seed) throws IOException {
    WatchedHost host = start(seed, true).run(PERIOD);
    Path gone = sensor;
    sensor = directory.resolve("elsewhere");
    Files.delete(gone);

    host.watch(PERIOD);

    assertThat(host.world().log().stream().filter(line -> line.contains("Could not read temp")))
        .as("once, and once an hour")
        .hasSizeBetween(2, 3);
    assertThat(host.largestError()).as(host.story()).isLessThan(500e-6);
    assertThat(host.isSynchronised()).isTrue();
  }
}
