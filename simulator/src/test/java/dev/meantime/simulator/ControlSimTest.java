// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.control.ControlReply;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlStatus;
import dev.meantime.control.DecodedReply;
import dev.meantime.control.SourceFilter;
import dev.meantime.control.SourceReport;
import dev.meantime.control.TrackingReport;
import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.ExitStatus;
import dev.meantime.engine.ClockState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSimTest {

  @TempDir private Path directory;
  private final World world = new World(1).servers(3).clockWrongBy(0, 30e-6);
  private final SimulatedPlatform host = world.host();
  private Daemon daemon = world.daemon(host);

  @BeforeEach
  void start() throws IOException {
    Files.writeString(directory.resolve("a.sources"), "server 192.0.2.3 iburst\n");
    daemon =
        world.daemon(
            host,
            "server 192.0.2.1 iburst",
            "server 192.0.2.2 iburst",
            "server unknown.example",
            "sourcedir " + directory,
            "bindcmdaddress " + directory.resolve("socket"));
    assertThat(daemon.start()).isTrue();
    world.simulation.run(600);
  }

  private DecodedReply.Answer ask(ControlRequest request) {
    return new Commands(host, directory.resolve("socket")).ask(request);
  }

  @Test
  void reportsTheClockInChronysSigns() {
    TrackingReport tracking = (TrackingReport) ask(new ControlRequest.GetTracking()).body();
    assertThat(tracking.stratum()).isEqualTo(2);
    assertThat(tracking.frequencyPpm()).as("fast is positive").isBetween(29.0, 31.0);
  }

  @Test
  void listsSourcesWithTheUnresolvedAmongThem() {
    ControlReply.SourceCount count =
        (ControlReply.SourceCount) ask(new ControlRequest.CountSources()).body();
    assertThat(count).isEqualTo(new ControlReply.SourceCount(4));
    SourceReport first = (SourceReport) ask(new ControlRequest.GetSource(0)).body();
    assertThat(first.reachability()).isEqualTo(0xff);
    assertThat(ask(new ControlRequest.GetSource(4)).status())
        .isEqualTo(ControlStatus.NO_SUCH_SOURCE.code());
  }

  @Test
  void obeysOfflineAndOnline() {
    long before = world.servers.getFirst().requests();
    assertThat(ask(new ControlRequest.SetOffline(SourceFilter.ALL)).status())
        .isEqualTo(ControlStatus.SUCCESS.code());
    world.simulation.run(3600);
    assertThat(world.servers.getFirst().requests()).isEqualTo(before);
    ask(new ControlRequest.SetOnline(SourceFilter.ALL));
    world.simulation.run(600);
    assertThat(world.servers.getFirst().requests()).isGreaterThan(before);
  }

  @Test
  void followsTheSourceFiles() throws IOException {
    assertThat(daemon.sources()).hasSize(3);
    Files.delete(directory.resolve("a.sources"));
    ask(new ControlRequest.ReloadSources());
    world.simulation.run(1);
    assertThat(daemon.sources()).hasSize(2);
    assertThat(world.log()).anyMatch(line -> line.endsWith("Removed source 192.0.2.3"));
    Files.writeString(directory.resolve("b.sources"), "server 192.0.2.3 iburst\n");
    ask(new ControlRequest.ReloadSources());
    world.simulation.run(60);
    assertThat(daemon.sources()).hasSize(3);
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).isTrue();
  }

  @Test
  void shutdownEndsItAfterTheReply() {
    assertThat(ask(new ControlRequest.Shutdown()).status()).isEqualTo(ControlStatus.SUCCESS.code());
    assertThat(daemon.isRunning()).isTrue();
    world.simulation.run(1);
    assertThat(daemon.isRunning()).isFalse();
    assertThat(daemon.status()).isEqualTo(ExitStatus.SUCCESS);
    assertThat(host.hostNetwork().localSockets()).isEmpty();
  }

  @Test
  void stepsWhenMakestepIsSetLater() {
    assertThat(ask(new ControlRequest.SetMakeStep(1, 0.5)).status())
        .isEqualTo(ControlStatus.SUCCESS.code());
    assertThat(world.log())
        .anyMatch(line -> line.endsWith("New makestep threshold=0.500000 limit=1"));
    host.clock().disturb(60);
    world.simulation.run(3600);
    assertThat(host.clock().steps()).as(world.story()).hasSize(1);
    host.clock().disturb(60);
    world.simulation.run(3600);
    assertThat(host.clock().steps()).as("only once").hasSize(1);
  }

  @Test
  void leavesTheFrequencyAloneWhenMaxupdateskewForbidsEveryChange() {
    assertThat(ask(new ControlRequest.SetMaxUpdateSkew(1e-9)).status())
        .isEqualTo(ControlStatus.SUCCESS.code());
    double before = daemon.clockState().orElseThrow().frequency();
    world.simulation.run(3600);
    ClockState state = daemon.clockState().orElseThrow();
    assertThat(state.isSynchronised()).isTrue();
    assertThat(state.frequency()).isCloseTo(before, within(1e-15));
  }
}
