// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.NtpDataReport;
import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.ExitStatus;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HardwareTimestampsSimTest {

  private static final String SERVER = "server 192.0.2.1 iburst minpoll 4 maxpoll 4";

  @TempDir private Path directory;
  private World world = new World(1);
  private SimulatedPlatform host = world.host();
  private StampingHost stamping = new StampingHost(world.simulation, host);

  private void inWorld(World other) {
    world = other.servers(1);
    host = world.host();
    stamping = new StampingHost(world.simulation, host);
  }

  private Daemon start(String... lines) {
    String[] all = new String[lines.length + 2];
    all[0] = SERVER;
    all[1] = "bindcmdaddress " + directory.resolve("socket");
    System.arraycopy(lines, 0, all, 2, lines.length);
    Daemon daemon = world.daemon(stamping, all);
    assertThat(daemon.start()).as(world.story()).isTrue();
    return daemon;
  }

  private NtpDataReport ntpData() {
    return (NtpDataReport)
        new Commands(host, directory.resolve("socket"))
            .ask(
                new ControlRequest.GetNtpData(new ControlAddress.Ip(World.serverAddress(1)), false))
            .body();
  }

  private double rms(int seconds) {
    double squares = 0;
    for (int i = 0; i < seconds; i++) {
      world.simulation.run(1);
      squares += host.clock().error() * host.clock().error();
    }
    return Math.sqrt(squares / seconds);
  }

  private static World quiet(long seed) {
    return new World(seed, World.START, Link.of(100e-6, 0)).clockWrongBy(0.02, 40e-6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void samplesOfABusyHostAreMadeOfTheCardsTimestamps(long seed) {
    inWorld(quiet(seed));
    start();
    world.simulation.run(1800);
    double byKernel = rms(1800);
    assertThat(ntpData().receiveTimestamp()).isEqualTo('K');

    inWorld(quiet(seed));
    start("hwtimestamp eth0");
    world.simulation.run(1800);
    double byCard = rms(1800);
    assertThat(byCard).as(world.story()).isLessThan(byKernel / 5);
    NtpDataReport report = ntpData();
    assertThat(report.receiveTimestamp()).isEqualTo('H');
    assertThat(report.transmitTimestamp()).isEqualTo('H');
    assertThat(report.totals().hardwareReceived()).isGreaterThan(100);
    assertThat(report.totals().hardwareSent()).isGreaterThan(100);
    // The servers' links are symmetric: what is left of the delay is theirs alone.
    assertThat(report.peerDelay()).isBetween(190e-6, 210e-6);
  }

  /// The answer is there after 0.2 ms, and the card's timestamp of the request 0.3 ms later.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anAnswerWaitsForTheCardsTimestampOfItsRequest(long seed) {
    inWorld(quiet(seed));
    stamping.tellsLateBy(500e-6);
    start("hwtimestamp eth0", "hwtstimeout 0");
    world.simulation.run(1800);
    double atOnce = rms(1800);
    assertThat(ntpData().transmitTimestamp()).isEqualTo('K');

    inWorld(quiet(seed));
    stamping.tellsLateBy(500e-6);
    start("hwtimestamp eth0");
    world.simulation.run(1800);
    double waiting = rms(1800);
    assertThat(ntpData().transmitTimestamp()).isEqualTo('H');
    assertThat(waiting).as(world.story()).isLessThan(atOnce / 5);

    stamping.tellsLateBy(0.002);
    world.simulation.run(60);
    assertThat(ntpData().transmitTimestamp()).as("later than hwtstimeout").isEqualTo('K');
    assertThat(ntpData().receiveTimestamp()).isEqualTo('H');
  }

  @Test
  void theFirstSamplesAfterAStepAreTheKernels() {
    inWorld(new World(7, World.START, Link.of(100e-6, 0)).clockWrongBy(5, 40e-6));
    start("hwtimestamp *", "makestep 1 3");
    boolean stepped = false;
    while (!stepped) {
      world.simulation.run(1);
      stepped = Math.abs(host.clock().error()) < 1;
    }
    world.simulation.run(120);
    assertThat(ntpData().receiveTimestamp()).as(world.story()).isEqualTo('H');
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(50e-6);
    assertThat(world.log()).anyMatch(line -> line.contains("Enabled HW timestamping on eth0"));
  }

  /// The clock's rate is changed again and again, between two readings of the card's clock.
  @Test
  void staysRightThroughLongSlews() {
    inWorld(new World(8, World.START, Link.of(100e-6, 0)).clockWrongBy(0.5, 0));
    start("hwtimestamp eth0");
    world.simulation.run(10);
    for (int i = 0; i < 12_000; i++) {
      world.simulation.run(0.05);
      OptionalDouble excess = stamping.excess();
      assertThat(excess).as(world.story()).isPresent();
      assertThat(excess.orElseThrow()).as(world.story()).isNotPositive();
    }
    assertThat(ntpData().receiveTimestamp()).as(world.story()).isEqualTo('H');
  }

  @Test
  void takesTheKernelsTimestampsWhileTheCardsClockCannotBeRead() {
    inWorld(quiet(9));
    start("hwtimestamp eth0");
    world.simulation.run(300);
    assertThat(ntpData().receiveTimestamp()).isEqualTo('H');
    stamping.cardClock().broken(true);
    world.simulation.run(60);
    assertThat(ntpData().receiveTimestamp()).isEqualTo('K');
    assertThat(world.log().stream().filter(line -> line.contains("Could not read the clock of")))
        .hasSize(1);
    stamping.cardClock().broken(false);
    world.simulation.run(60);
    assertThat(ntpData().receiveTimestamp()).isEqualTo('H');
  }

  @Test
  void endsWithTheDaemon() {
    inWorld(quiet(10));
    Daemon daemon = start("hwtimestamp eth0 rxfilter none");
    assertThat(world.log())
        .anyMatch(line -> line.contains("Enabled HW timestamping (TX only) on eth0"));
    world.simulation.run(30);
    daemon.stop();
    assertThat(stamping.isClosed()).isTrue();
    assertThat(daemon.status()).isEqualTo(ExitStatus.SUCCESS);
  }

  @Test
  void refusesToStartWhereAnInterfaceAskedForByNameCannot() {
    Daemon daemon = world.daemon(stamping, "hwtimestamp eth0", "hwtimestamp lo");
    assertThat(daemon.start()).isFalse();
    assertThat(daemon.status()).isEqualTo(ExitStatus.FAILURE);
    assertThat(stamping.isClosed()).isTrue();
    assertThat(world.log())
        .anyMatch(line ->
            line.endsWith(
                "Could not enable HW timestamping on lo: its driver cannot stamp packets by a"
                    + " hardware clock"));
  }

  @Test
  void aPlatformWithoutAnyRefusesANameAndNothingElse() {
    Daemon named = world.daemon(host, "hwtimestamp eth0");
    assertThat(named.start()).isFalse();
    assertThat(world.log())
        .anyMatch(line ->
            line.endsWith(
                "Could not enable HW timestamping on eth0: this platform has no hardware"
                    + " timestamps"));
    Daemon any = world.daemon(host, "hwtimestamp *");
    assertThat(any.start()).as(world.story()).isTrue();
  }
}
