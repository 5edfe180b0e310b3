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
import java.util.List;

/// A stratum 1 server whose clock is right, or wrong by what it is told to be.
public final class ModelServer implements SimulatedNetwork.Node {

  private static final int PORT = 123;
  private static final double PROCESSING = 20e-6;

  private final Simulation simulation;
  private final SimulatedNetwork network;
  private final InetAddress address;
  private double error;
  private boolean answering = true;
  private int stratum = 1;
  private LeapIndicator leap = LeapIndicator.NONE;
  private long requests;

  public ModelServer(Simulation simulation, SimulatedNetwork network, InetAddress address) {
    this.simulation = simulation;
    this.network = network;
    this.address = address;
    network.attach(address, this);
  }

  public InetAddress address() {
    return address;
  }

  /// Makes its clock wrong by so many seconds, ahead when positive.
  public ModelServer lyingBy(double seconds) {
    error = seconds;
    return this;
  }

  /// Stops or resumes answering.
  public ModelServer answering(boolean whether) {
    answering = whether;
    return this;
  }

  public ModelServer atStratum(int value) {
    stratum = value;
    return this;
  }

  public ModelServer announcing(LeapIndicator value) {
    leap = value;
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
    if (answering
        && PacketCodec.decode(data, data.length) instanceof Decoded.Packet(NtpPacket request, int _)
        && request.mode() == Mode.CLIENT) {
      long received = simulation.trueNanos() + Math.round(error * 1e9);
      long sent = received + Math.round(PROCESSING * 1e9);
      byte[] answer = PacketCodec.encode(answer(request, received, sent));
      simulation.after(PROCESSING, () -> network.send(to, from, answer));
    }
    return true;
  }

  private NtpPacket answer(NtpPacket request, long received, long sent) {
    return new NtpPacket(
        leap,
        request.version(),
        Mode.SERVER,
        stratum,
        request.poll(),
        -23,
        NtpShort.ofSeconds(stratum == 1 ? 0 : 0.001),
        NtpShort.ofSeconds(15e-6),
        ReferenceId.ofText("GPS"),
        NtpTimestamp.ofEpochNanos(received - 1_000_000_000L),
        request.transmit(),
        NtpTimestamp.ofEpochNanos(received),
        NtpTimestamp.ofEpochNanos(sent),
        List.of(),
        new MacField.None());
  }
}
