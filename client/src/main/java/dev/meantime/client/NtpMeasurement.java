// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import dev.meantime.wire.NtpPacket;
import java.net.InetSocketAddress;
import java.time.Instant;

/// What one exchange with a server measured (RFC 5905 §8), right or wrong.
///
/// @param address who answered
/// @param packet the answer
/// @param origin T1: when the request left, by the local clock
/// @param receive T2: when it arrived, by the server's clock
/// @param transmit T3: when the answer left, by the server's clock
/// @param destination T4: when it arrived, by the local clock
/// @param offset server minus local clock, seconds; positive when the local clock is behind. Taken
///   in the timestamps' own resolution of 0.23 ns, so it is finer than the difference of the
///   instants
/// @param delay round trip without the server's own time, seconds
/// @param error the offset is right within this many seconds, if the server's clock is right within
///   its own root distance: half the delay, whatever part of it each direction took, plus the root
///   distance, plus the precision of both clocks and the drift of 15 ppm that either may have had
///   during the exchange
public record NtpMeasurement(
    InetSocketAddress address,
    NtpPacket packet,
    Instant origin,
    Instant receive,
    Instant transmit,
    Instant destination,
    double offset,
    double delay,
    double error) {

  /// How far the server says it can be from true time: half its root delay plus its root
  /// dispersion, seconds.
  public double serverDistance() {
    return packet.rootDelay().toSeconds() / 2 + packet.rootDispersion().toSeconds();
  }

  /// How far true time can be when we follow the server: with the way to it, seconds. What
  /// `maxdistance` limits.
  public double rootDistance() {
    return delay / 2 + serverDistance();
  }

  /// How long the server took to answer, seconds.
  public double serverTime() {
    return packet.transmit().secondsSince(packet.receive());
  }
}
