// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.wire.Decoded;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelServerTest {

  private static final long DAY = 86_400_000_000_000L;
  private static final long START = 20_000 * DAY;
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 40_000);
  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 123);

  private final Simulation simulation = new Simulation(1, START);
  private final SimulatedNetwork network =
      new SimulatedNetwork(simulation, Link.of(0.25, new Jitter.None()));
  private final ModelServer server = new ModelServer(simulation, network, SERVER.getAddress());
  private final List<NtpPacket> answers = new ArrayList<>();
  private final List<Double> arrivals = new ArrayList<>();

  ModelServerTest() {
    network.attach(
        CLIENT.getAddress(),
        (from, to, data) -> {
          assertThat(from).isEqualTo(SERVER);
          assertThat(to).isEqualTo(CLIENT);
          if (PacketCodec.decode(data, data.length) instanceof Decoded.Packet(NtpPacket p, int _)) {
            answers.add(p);
            arrivals.add(simulation.elapsed());
          }
          return true;
        });
  }

  /// Sends a request now and runs two seconds.
  private NtpPacket ask() {
    NtpPacket request =
        new NtpPacket(
            LeapIndicator.NONE,
            4,
            Mode.CLIENT,
            0,
            6,
            0,
            NtpShort.ofSeconds(0),
            NtpShort.ofSeconds(0),
            ReferenceId.ofText(""),
            NtpTimestamp.ofEpochNanos(0),
            NtpTimestamp.ofEpochNanos(0),
            NtpTimestamp.ofEpochNanos(0),
            NtpTimestamp.ofEpochNanos(1_234_567_890L),
            List.of(),
            new MacField.None());
    network.send(CLIENT, SERVER, PacketCodec.encode(request));
    simulation.run(2);
    return answers.getLast();
  }

  /// Seconds from the start.
  private static double seconds(NtpTimestamp timestamp) {
    return (timestamp.toEpochNanos(START) - START) * 1e-9;
  }

  @Test
  void isPerfectAtFirst() {
    NtpPacket answer = ask();
    assertThat(arrivals).containsExactly(0.5);
    assertThat(answer.stratum()).isEqualTo(1);
    assertThat(answer.leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(answer.rootDelay()).isEqualTo(NtpShort.ofSeconds(0));
    assertThat(answer.rootDispersion()).isEqualTo(NtpShort.ofSeconds(0));
    assertThat(answer.origin()).isEqualTo(NtpTimestamp.ofEpochNanos(1_234_567_890L));
    assertThat(seconds(answer.receive())).isCloseTo(0.25, within(1e-9));
    assertThat(answer.transmit()).isEqualTo(answer.receive());
  }

  @Test
  void takesItsTimeWhenTold() {
    ask();
    server.processing(0.125).withPrecision(-10).withRoot(0.5, 0.25).atStratum(3);
    NtpPacket answer = ask();
    assertThat(arrivals.getLast()).isEqualTo(2.625);
    assertThat(seconds(answer.transmit()) - seconds(answer.receive()))
        .isCloseTo(0.125, within(1e-9));
    assertThat(answer.precision()).isEqualTo(-10);
    assertThat(answer.rootDelay()).isEqualTo(NtpShort.ofSeconds(0.5));
    assertThat(answer.rootDispersion()).isEqualTo(NtpShort.ofSeconds(0.25));
    assertThat(answer.stratum()).isEqualTo(3);
  }

  @Test
  void liesAndDrifts() {
    server.lyingBy(10).drifting(simulation.nanosAt(100), simulation.nanosAt(200), 0.01);
    assertThat(seconds(ask().receive())).isCloseTo(10.25, within(1e-8));
    simulation.run(148);
    assertThat(server.clockError()).isCloseTo(10.5, within(1e-12));
    simulation.run(1000);
    assertThat(server.clockError()).isCloseTo(11, within(1e-12));
  }

  @Test
  void wandersOnAHardwareOfItsOwn() {
    simulation.run(50);
    server.runningOn(OscillatorModel.of(1e-5, 0));
    simulation.run(100);
    assertThat(server.clockError()).isCloseTo(1e-3, within(1e-9));
    assertThat(seconds(ask().receive())).isCloseTo(150.25 + 1e-3, within(1e-5));
  }

  @Test
  void sendsKisses() {
    ask();
    server.kissing("RATE");
    NtpPacket answer = ask();
    assertThat(answer.stratum()).isZero();
    assertThat(answer.referenceId()).isEqualTo(ReferenceId.ofText("RATE"));
    assertThat(answer.leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED);
    server.kissing("");
    assertThat(ask().stratum()).isEqualTo(1);
  }

  @Test
  void isSilentWhenToldAndCountsAllTheSame() {
    server.silentBetween(simulation.nanosAt(2), simulation.nanosAt(4));
    ask();
    ask();
    assertThat(arrivals).containsExactly(0.5);
    ask();
    server.answering(false);
    ask();
    assertThat(arrivals).containsExactly(0.5, 4.5);
    assertThat(server.requests()).isEqualTo(4);
  }

  @Test
  void announcesAndHasTheLeapSecond() {
    simulation.leapSecond(START + 2 * DAY, LeapIndicator.INSERT);
    assertThat(ask().leap()).isEqualTo(LeapIndicator.NONE);
    simulation.run(1.5 * 86_400);
    assertThat(ask().leap()).isEqualTo(LeapIndicator.INSERT);
    simulation.run(86_400 - 4);
    NtpPacket after = ask();
    assertThat(after.leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(simulation.elapsed() - seconds(after.receive())).isCloseTo(2.75, within(1e-6));
    server.announcing(LeapIndicator.DELETE);
    assertThat(ask().leap()).isEqualTo(LeapIndicator.DELETE);
  }
}
