// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.AccessService;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlStatus;
import dev.meantime.control.RequestCodec;
import dev.meantime.daemon.Daemon;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may ask and command, when names come late and somebody asks too often.
class AccessSimTest {

  private static final int COMMAND_PORT = 323;

  @TempDir private Path directory;
  private final World world = new World(1).servers(1);
  private final SimulatedPlatform host = world.host();

  private Daemon start(String... lines) {
    String[] all = new String[lines.length + 2];
    all[0] = "server 192.0.2.1 iburst";
    all[1] = "bindcmdaddress " + directory.resolve("socket");
    System.arraycopy(lines, 0, all, 2, lines.length);
    Daemon daemon = world.daemon(host, all);
    assertThat(daemon.start()).as(world.story()).isTrue();
    return daemon;
  }

  private boolean mayAsk(String address) {
    var check =
        new ControlRequest.CheckAccess(
            AccessService.NTP, ControlAddress.of(InetAddress.ofLiteral(address)));
    int status = new Commands(host, directory.resolve("socket")).ask(check).status();
    assertThat(status)
        .isIn(ControlStatus.ACCESS_ALLOWED.code(), ControlStatus.ACCESS_DENIED.code());
    return status == ControlStatus.ACCESS_ALLOWED.code();
  }

  @Test
  void startsWithoutTheAddressOfAHostAndAllowsItWhenItIsKnown() {
    world.names.put("client.example", List.of(InetAddress.ofLiteral("203.0.113.7")));
    world.names.available(false);
    Daemon daemon = start("allow client.example", "allow 203.0.113.8", "cmdallow other.example");
    world.simulation.run(3600);
    assertThat(daemon.isRunning()).as(world.story()).isTrue();
    assertThat(mayAsk("203.0.113.7")).isFalse();
    assertThat(mayAsk("203.0.113.8")).as("the other lines count at once").isTrue();
    assertThat(world.log())
        .as("told when it began, not at every attempt")
        .filteredOn(line -> line.contains("allow client.example"))
        .hasSizeBetween(1, 2)
        .first()
        .asString()
        .contains("argument 6: 'allow client.example' has no effect", "no name server answers");
    assertThat(world.log()).anyMatch(line -> line.contains("argument 8: 'cmdallow other.example'"));

    world.names.available(true);
    world.simulation.run(3600);
    assertThat(mayAsk("203.0.113.7")).as(world.story()).isTrue();
    assertThat(mayAsk("203.0.113.9")).isFalse();
    assertThat(world.log())
        .anyMatch(line -> line.endsWith("Found the address of the host in 'allow client.example'"));
  }

  @Test
  void endsWithoutWaitingForAName() {
    world.names.available(false);
    Daemon daemon = start("allow client.example");
    world.simulation.run(10);
    int asked = world.names.queries().size();
    daemon.stop();
    world.simulation.run(7200);
    assertThat(world.names.queries()).hasSize(asked);
  }

  @Test
  void hearsCommandsOnlyFromThoseAllowedAndNotTooOften() {
    start(
        "cmdport " + COMMAND_PORT,
        "bindcmdaddress 0.0.0.0",
        "cmdallow 203.0.113.0/24",
        "cmddeny 203.0.113.9",
        "cmdratelimit interval 4 burst 4 leak 4");
    Stranger allowed = new Stranger("203.0.113.8");
    Stranger denied = new Stranger("203.0.113.9");
    Stranger patient = new Stranger("203.0.113.10");
    world.simulation.run(60);
    for (int i = 0; i < 32; i++) {
      allowed.ask();
      denied.ask();
      if (i % 16 == 0) {
        patient.ask();
      }
      world.simulation.run(1);
    }
    assertThat(allowed.answers).as(world.story()).isBetween(4L, 20L);
    assertThat(denied.answers).isZero();
    assertThat(patient.answers).isEqualTo(2);
  }

  /// Somebody elsewhere who counts the answers to his commands.
  private final class Stranger implements SimulatedNetwork.Node {

    private final InetSocketAddress own;
    private long answers;

    Stranger(String address) {
      own = new InetSocketAddress(InetAddress.ofLiteral(address), 40_000);
      world.network.attach(own.getAddress(), this);
    }

    void ask() {
      world.network.send(
          own,
          new InetSocketAddress(World.HOST, COMMAND_PORT),
          RequestCodec.encode(new ControlRequest.GetTracking(), 7, 0));
    }

    @Override
    public boolean receive(InetSocketAddress from, InetSocketAddress to, byte[] data) {
      answers++;
      return true;
    }
  }
}
