// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.ExtensionField;
import dev.meantime.wire.FineShort;
import dev.meantime.wire.KnownField;
import dev.meantime.wire.MonotonicRoot;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A server that answers interleaved as chronyd does: it writes its transmit timestamp a while
/// before the answer leaves, and tells the true one in the next answer. It remembers an answer only
/// for requests that name a receive timestamp of its own, and each only once.
final class InterleavedServer {

  /// Seconds from the transmit timestamp to the departure.
  double lead = 0.004;

  /// Seconds that its clock was put forward in all.
  double corrected;

  boolean forgets;
  int epoch = 7;
  int interleavedAnswers;

  private final World world;
  private final Map<Long, Double> departures = new HashMap<>();

  InterleavedServer(World world) {
    this.world = world;
  }

  private NtpTimestamp stamp(double at) {
    return NtpTimestamp.ofEpochNanos(world.trueNanos(at) + Math.round(corrected * 1e9));
  }

  List<World.Arrival> answers(byte[] request, double sentAt) {
    double arrived = sentAt + world.outbound;
    double leaves = arrived + world.processing + lead;
    NtpPacket question = FakeServer.parse(request);
    Double remembered = departures.remove(question.origin().bits());
    boolean interleaved =
        remembered != null && !forgets && !question.receive().equals(question.transmit());
    NtpTimestamp receive = stamp(arrived).withLowestBit(true);
    if ((question.origin().bits() & 1) == 1) {
      departures.put(receive.bits(), leaves);
    }
    NtpPacket basic =
        world.server.reply(
            request, receive, stamp(interleaved ? remembered : leaves - lead).withLowestBit(false));
    interleavedAnswers += interleaved ? 1 : 0;
    NtpPacket answer =
        new NtpPacket(
            basic.leap(),
            basic.version(),
            basic.mode(),
            basic.stratum(),
            basic.poll(),
            basic.precision(),
            basic.rootDelay(),
            basic.rootDispersion(),
            basic.referenceId(),
            basic.reference(),
            interleaved ? question.receive() : question.transmit(),
            basic.receive(),
            basic.transmit(),
            fields(question, arrived),
            basic.mac());
    return List.of(new World.Arrival(leaves + world.inbound, PacketCodec.encode(answer)));
  }

  private List<ExtensionField> fields(NtpPacket question, double arrived) {
    List<ExtensionField> fields = new ArrayList<>();
    for (ExtensionField field : question.extensionFields()) {
      if (KnownField.of(field).orElse(null) instanceof MonotonicRoot) {
        fields.add(
            new MonotonicRoot(
                    FineShort.ofSeconds(0.25),
                    FineShort.ofSeconds(0.125),
                    NtpTimestamp.ofEpochNanos(world.trueNanos(arrived) - 1_000_000_000L),
                    epoch)
                .toField());
      }
    }
    return fields;
  }
}
