// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.NtpPacket;
import java.util.Optional;

/// One answer and what came of it: a line of measurements.log.
///
/// @param packet the answer
/// @param tests what it passed
/// @param sample what it measured
/// @param poll ours, log2 s
/// @param pollScore progress towards another poll interval, 0 to 1
/// @param transmitted who took the timestamp of our packet's departure
/// @param received who took the timestamp of the source's packet's arrival
/// @param interleaved whether the answer was in interleaved mode
public record Measurement(
    NtpPacket packet,
    PacketTests tests,
    Sample sample,
    int poll,
    double pollScore,
    PacketTime.Source transmitted,
    PacketTime.Source received,
    boolean interleaved) {

  static Measurement of(
      NtpPacket packet,
      PacketTests tests,
      Measurer.Measured measured,
      Intake intake,
      boolean interleaved) {
    FourTimestamps times = measured.reading().times();
    return new Measurement(
        packet,
        tests,
        measured.measurement().sample(),
        intake.poll(),
        intake.pollScore(),
        times.sent().source(),
        times.received().source(),
        interleaved);
  }

  /// Why it was not used; empty when it was.
  public Optional<Rejection> rejection() {
    return tests.firstFailure();
  }
}
