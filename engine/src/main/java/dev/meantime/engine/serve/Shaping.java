// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

/// What served time makes of corrections and leap seconds of the clock. At most one of two.
public sealed interface Shaping {

  /// Nothing: it follows.
  record None() implements Shaping {}

  /// `smoothtime`.
  record Smooth(SmoothingOptions options) implements Shaping {}

  /// `leapsmear`.
  record Smear(LeapSmear smear) implements Shaping {}
}
