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
    // Only differences become double: a timestamp itself would lose its last 11 bits, and the era
    // of the source's timestamps is the one that puts them nearest to ours.
    NtpTimestamp origin = NtpTimestamp.ofEpochNanos(sent.cookedNanos());
    NtpTimestamp destination = NtpTimestamp.ofEpochNanos(received.cookedNanos());
    double outbound = answer.receive().secondsSince(origin);
    double inbound = answer.transmit().secondsSince(destination);
    long localNanos = received.cookedNanos() - sent.cookedNanos();
    double serverInterval = answer.transmit().secondsSince(answer.receive());

    double precision = localPrecision + Math.scalb(1.0, answer.precision());
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
            answer.rootDelay().toSeconds() + delay,
            answer.rootDispersion().toSeconds() + dispersion);
    return new OffsetMeasurement(sample, serverInterval, precision);
  }

  /// Whether local time and offset together are a date after 1970 that can be counted in
  /// nanoseconds.
  boolean isPlausible() {
    double seconds = sample.timeNanos() * 1e-9 + sample.offset();
    return seconds >= 0 && seconds < Long.MAX_VALUE * 1e-9;
  }
}
