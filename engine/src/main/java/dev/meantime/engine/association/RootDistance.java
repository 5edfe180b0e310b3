// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.MonotonicRoot;
import dev.meantime.wire.NtpPacket;

/// A source's own distance from the reference clock, seconds.
record RootDistance(double delay, double dispersion) {

  static RootDistance of(NtpPacket packet) {
    return new RootDistance(packet.rootDelay().toSeconds(), packet.rootDispersion().toSeconds());
  }

  static RootDistance of(MonotonicRoot field) {
    return new RootDistance(field.rootDelay().toSeconds(), field.rootDispersion().toSeconds());
  }

  /// The larger of either.
  RootDistance or(RootDistance other) {
    return new RootDistance(Math.max(delay, other.delay), Math.max(dispersion, other.dispersion));
  }
}
