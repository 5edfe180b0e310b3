// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.wire.FineShort;
import dev.meantime.wire.MonotonicRoot;
import dev.meantime.wire.NtpTimestamp;
import org.junit.jupiter.api.Test;

class MonotonicTrackTest {

  private static final long START = 1_800_000_000_000_000_000L;
  private final MonotonicTrack track = new MonotonicTrack();

  private double packet(double real, double monotonic, int epoch) {
    return track.onPacket(
        NtpTimestamp.ofEpochNanos(START + Math.round(real * 1e9)),
        new MonotonicRoot(
            new FineShort(0),
            new FineShort(0),
            NtpTimestamp.ofEpochNanos(START / 2 + Math.round(monotonic * 1e9)),
            epoch));
  }

  @Test
  void tellsByHowMuchTheSourceWasPutForward() {
    assertThat(packet(0, 0, 1)).isZero();
    assertThat(packet(64.5, 64, 1)).isCloseTo(0.5, within(1e-9));
    assertThat(packet(128.5, 128, 1)).isCloseTo(0, within(1e-9));
    assertThat(packet(192, 192, 1)).isCloseTo(-0.5, within(1e-9));
  }

  @Test
  void tellsNothingAcrossEpochsOrOfTooMuch() {
    packet(0, 0, 1);
    assertThat(packet(65, 64, 2)).isZero();
    assertThat(packet(165, 128, 2)).as("36 s").isZero();
    assertThat(packet(230, 192, 2)).as("from the new scale on").isCloseTo(1, within(1e-9));
    track.reset();
    assertThat(packet(300, 256, 2)).isZero();
  }

  @Test
  void aServerWithoutSuchAClockSaysZero() {
    packet(0, 0, 1);
    double change =
        track.onPacket(
            NtpTimestamp.ofEpochNanos(START),
            new MonotonicRoot(new FineShort(0), new FineShort(0), NtpTimestamp.ZERO, 1));
    assertThat(change).isZero();
    assertThat(packet(64, 64, 1)).isZero();
  }
}
