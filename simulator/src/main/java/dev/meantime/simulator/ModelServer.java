// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

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
import java.util.Optional;

/// An NTP server whose clock is right, or wrong by what it is told to be; at first a perfect one of
/// stratum 1 that answers at once. It announces the leap seconds of the simulation a day before,
/// and its clock has them. Answers client requests in basic mode, without authentication.
///
/// Confined to the simulation's thread.
public final class ModelServer implements SimulatedNetwork.Node {

  private static final int PORT = 123;

  private record Silence(long fromNanos, long untilNanos) {}

  private final Simulation simulation;
  private final SimulatedNetwork network;
  private final InetAddress address;
  private final ServerClock clock;
  private final List<Silence> silences = new ArrayList<>();
  private double processing;
  private boolean answering = true;
  private Optional<String> kiss = Optional.empty();
  private int stratum = 1;
  private int precision = -23;
  private double rootDelay;
  private double rootDispersion;
  private ReferenceId referenceId = ReferenceId.ofText("GPS");
  private Optional<LeapIndicator> leap = Optional.empty();
  private long requests;

  public ModelServer(Simulation simulation, SimulatedNetwork network, InetAddress address) {
    this.simulation = simulation;
    this.network = network;
    this.address = address;
    this.clock = new ServerClock(simulation);
    network.attach(address, this);
  }

  public InetAddress address() {
    return address;
  }

  /// Seconds by which its clock is ahead of UTC now.
  public double clockError() {
    return clock.error();
  }

  /// Makes its clock wrong by so many seconds, ahead when positive, beside what else is wrong.
  public ModelServer lyingBy(double seconds) {
    clock.constant(seconds);
    return this;
  }

  /// Lets its clock run on a hardware of its own, from now on and never corrected.
  public ModelServer runningOn(OscillatorModel model) {
    clock.oscillator(new Oscillator(simulation, "server " + address.getHostAddress(), model));
    return this;
  }

  /// Lets its clock go wrong slowly, as that of an attacker who hopes not to be noticed.
  ///
  /// @param fromNanos true time at which it begins
  /// @param untilNanos true time from which the error stays as it is
  /// @param rate s/s, ahead when positive
  public ModelServer drifting(long fromNanos, long untilNanos, double rate) {
    clock.ramp(fromNanos, untilNanos, rate);
    return this;
  }

  /// Stops or resumes answering.
  public ModelServer answering(boolean whether) {
    answering = whether;
    return this;
  }

  /// Does not answer what arrives from `fromNanos` on and before `untilNanos`, true time.
  public ModelServer silentBetween(long fromNanos, long untilNanos) {
    silences.add(new Silence(fromNanos, untilNanos));
    return this;
  }

  /// Answers with a kiss-o'-death (RFC 5905 §7.4).
  ///
  /// @param code four letters, such as `RATE`; empty to give the time again
  public ModelServer kissing(String code) {
    kiss = code.isEmpty() ? Optional.empty() : Optional.of(code);
    return this;
  }

  /// Takes so many seconds from the arrival of a request to its answer.
  public ModelServer processing(double seconds) {
    processing = seconds;
    return this;
  }

  public ModelServer atStratum(int value) {
    stratum = value;
    return this;
  }

  /// What it says of its clock's resolution.
  ///
  /// @param log2 of seconds
  public ModelServer withPrecision(int log2) {
    precision = log2;
    return this;
  }

  /// What it says of its own way to the reference clock, seconds.
  public ModelServer withRoot(double delay, double dispersion) {
    rootDelay = delay;
    rootDispersion = dispersion;
    return this;
  }

  public ModelServer referringTo(ReferenceId value) {
    referenceId = value;
    return this;
  }

  /// Announces this, whatever the simulation's leap seconds are.
  public ModelServer announcing(LeapIndicator value) {
    leap = Optional.of(value);
    return this;
  }

  /// How often it was asked, answered or not.
  public long requests() {
    return requests;
  }

  @Override
  public boolean receive(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    if (to.getPort() != PORT) {
      return false;
    }
    requests++;
    if (answers()
        && PacketCodec.decode(data, data.length) instanceof Decoded.Packet(NtpPacket request, int _)
        && request.mode() == Mode.CLIENT) {
      long received = clock.nowNanos();
      simulation.after(
          processing, () -> network.send(to, from, PacketCodec.encode(answer(request, received))));
    }
    return true;
  }

  private boolean answers() {
    long now = simulation.trueNanos();
    return answering
        && silences.stream()
            .noneMatch(silence -> now >= silence.fromNanos && now < silence.untilNanos);
  }

  private NtpPacket answer(NtpPacket request, long received) {
    long sent = Math.max(received, clock.nowNanos());
    return new NtpPacket(
        kiss.isPresent() ? LeapIndicator.UNSYNCHRONISED : leap.orElseGet(simulation::announcedLeap),
        request.version(),
        Mode.SERVER,
        kiss.isPresent() ? 0 : stratum,
        request.poll(),
        precision,
        NtpShort.ofSeconds(rootDelay),
        NtpShort.ofSeconds(rootDispersion),
        kiss.map(ReferenceId::ofText).orElse(referenceId),
        NtpTimestamp.ofEpochNanos(received - 1_000_000_000L),
        request.transmit(),
        NtpTimestamp.ofEpochNanos(received),
        NtpTimestamp.ofEpochNanos(sent),
        List.of(),
        new MacField.None());
  }
}
