// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.association.Reading.Part;
import dev.meantime.wire.KnownField;
import dev.meantime.wire.MonotonicRoot;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import java.util.Optional;

/// Makes measurements of valid packets in either mode, and keeps of each what the next one may need
/// (RFC 9769). Confined to the association's loop.
final class Measurer {

  private final AssociationOptions options;
  private final double precision;
  private final MonotonicTrack track = new MonotonicTrack();
  private Optional<Exchange> last = Optional.empty();

  /// @param precision of the local clock, seconds
  Measurer(AssociationOptions options, double precision) {
    this.options = options;
    this.precision = precision;
  }

  /// A measurement and what it rests on.
  ///
  /// @param root the source's distance as the packet tells it
  /// @param sourceChange seconds by which the source put its clock forward since its last packet
  record Measured(
      OffsetMeasurement measurement, Reading reading, RootDistance root, double sourceChange) {

    /// Whether it may be used as far as the choice of the timestamps is concerned: a pair across
    /// exchanges is worse than the basic one that was taken of the same exchange.
    boolean repeatsBasic(Optional<Exchange> last) {
      return reading.part() == Part.ACROSS && last.map(Exchange::used).orElse(false);
    }
  }

  /// The last valid packet; empty before it.
  Optional<Exchange> last() {
    return last;
  }

  /// The receive timestamp of the last valid packet; zero before it.
  NtpTimestamp lastReceive() {
    return last.map(exchange -> exchange.times().receive()).orElse(NtpTimestamp.ZERO);
  }

  /// @param interleaved whether the packet is in interleaved mode, for which there must be a last
  ///   exchange
  /// @param sent when our last packet left
  /// @param skew bound of our frequency's error, s/s
  Measured measure(
      NtpPacket packet, boolean interleaved, PacketTime sent, PacketTime received, double skew) {
    Optional<MonotonicRoot> field = monotonicRoot(packet);
    RootDistance root = field.map(RootDistance::of).orElseGet(() -> RootDistance.of(packet));
    double change = field.map(known -> track.onPacket(packet.receive(), known)).orElse(0.0);
    Reading reading =
        interleaved
            ? Reading.ofInterleaved(packet, root, last.orElseThrow(), sent)
            : Reading.ofBasic(packet, root, sent, received);
    OffsetMeasurement measurement =
        OffsetMeasurement.of(
            reading.times(),
            reading.serverInterval(),
            reading.root(),
            packet.precision(),
            precision,
            skew,
            options.offsetCorrection() + change * shareBeforeChange(reading.part()));
    return new Measured(measurement, reading, root, change);
  }

  /// How much of the source's timestamps is of the time before its correction.
  private static double shareBeforeChange(Part part) {
    return switch (part) {
      case BASIC -> 0;
      case ACROSS -> 0.5;
      case PREVIOUS -> 1;
    };
  }

  private Optional<MonotonicRoot> monotonicRoot(NtpPacket packet) {
    if (!options.monotonicRoot()) {
      return Optional.empty();
    }
    return packet.extensionFields().stream()
        .flatMap(field -> KnownField.of(field).stream())
        .filter(MonotonicRoot.class::isInstance)
        .map(MonotonicRoot.class::cast)
        .findFirst();
  }

  /// Keeps a valid packet.
  ///
  /// @param synchronised whether it passed tests 6 and 7
  /// @param used whether a sample was made of its own times
  void remember(
      NtpPacket packet,
      RootDistance root,
      PacketTime sent,
      PacketTime received,
      boolean synchronised,
      boolean used) {
    last =
        Optional.of(
            new Exchange(
                new FourTimestamps(sent, packet.receive(), packet.transmit(), received),
                root,
                synchronised,
                used));
  }

  void onClockAdjusted(ClockAdjustment adjustment) {
    last =
        switch (adjustment.kind()) {
          case SLEW, STEP -> last.map(exchange -> exchange.adjustedBy(adjustment));
          case UNKNOWN_STEP -> Optional.empty();
        };
  }

  void reset() {
    last = Optional.empty();
    track.reset();
  }
}
