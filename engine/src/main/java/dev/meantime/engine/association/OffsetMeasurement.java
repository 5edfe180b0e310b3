// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;

/// What the four timestamps of one exchange say (RFC 5905 §8).
///
/// @param sample offset, delay and the errors that they have
/// @param serverInterval seconds that the source spent between receiving and answering; negative
///   when its timestamps are out of order
/// @param precision of both clocks together, seconds: no delay is believed to be smaller
record OffsetMeasurement(Sample sample, double serverInterval, double precision) {

  /// Cap on the frequency error that a round trip is charged for, s/s.
  static final double MAX_SKEW = 2000e-6;

  /// Of an answer in basic mode.
  ///
  /// @param answer carries when the request arrived and the answer left, by the source's clock
  /// @param sent when the request left, by ours
  /// @param received when the answer arrived, by ours
  /// @param localPrecision of our clock, seconds
  /// @param skew bound of our frequency's error, s/s
  /// @param correction added to the offset, seconds
  static OffsetMeasurement ofBasic(
      NtpPacket answer,
      PacketTime sent,
      PacketTime received,
      double localPrecision,
      double skew,
      double correction) {
    return of(
        new FourTimestamps(sent, answer.receive(), answer.transmit(), received),
        answer.transmit().secondsSince(answer.receive()),
        RootDistance.of(answer),
        answer.precision(),
        localPrecision,
        skew,
        correction);
  }

  /// @param times may belong to two exchanges; the intervals between them are negative then
  /// @param serverInterval seconds that the source spent on the answer whose departure they tell
  /// @param root the source's own distance from the reference clock
  /// @param sourcePrecision log2 s
  static OffsetMeasurement of(
      FourTimestamps times,
      double serverInterval,
      RootDistance root,
      int sourcePrecision,
      double localPrecision,
      double skew,
      double correction) {
    // Only differences become double: a timestamp itself would lose its last 11 bits, and the era
    // of the source's timestamps is the one that puts them nearest to ours.
    PacketTime sent = times.sent();
    PacketTime received = times.received();
    NtpTimestamp origin = NtpTimestamp.ofEpochNanos(sent.cookedNanos());
    NtpTimestamp destination = NtpTimestamp.ofEpochNanos(received.cookedNanos());
    double outbound = times.receive().secondsSince(origin);
    double inbound = times.transmit().secondsSince(destination);
    long localNanos = received.cookedNanos() - sent.cookedNanos();

    double precision = localPrecision + Math.scalb(1.0, sourcePrecision);
    double delay = Math.max(Math.abs(outbound - inbound), precision);
    double dispersion =
        Math.max(precision, Math.max(sent.error(), received.error()))
            + Math.min(skew, MAX_SKEW) * Math.abs(localNanos * 1e-9);
    Sample sample =
        new Sample(
            sent.cookedNanos() + localNanos / 2,
            (outbound + inbound) / 2 + correction,
            delay,
            dispersion,
            root.delay() + delay,
            root.dispersion() + dispersion);
    return new OffsetMeasurement(sample, serverInterval, precision);
  }

  /// The same with so many seconds added to the offset.
  OffsetMeasurement withOffsetAdded(double seconds) {
    return new OffsetMeasurement(sample.withOffsetAdded(seconds), serverInterval, precision);
  }

  /// Whether local time and offset together are a date after 1970 that can be counted in
  /// nanoseconds.
  boolean isPlausible() {
    double seconds = sample.timeNanos() * 1e-9 + sample.offset();
    return seconds >= 0 && seconds < Long.MAX_VALUE * 1e-9;
  }
}
