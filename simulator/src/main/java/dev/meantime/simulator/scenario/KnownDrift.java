// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// What a host's daemon learnt of its clock in an earlier life, and finds in its drift file.
///
/// @param fast by how much the clock left alone was found to run fast, s/s, negative when slow;
///   what it really is stands in its oscillator
/// @param skew the bound of that, s/s; infinite when nothing is known and there is no file
public record KnownDrift(double fast, double skew) {

  /// The first start ever: no drift file is configured.
  public static final KnownDrift NONE = new KnownDrift(0, Double.POSITIVE_INFINITY);

  public KnownDrift {
    if (!(Math.abs(fast) < 1) || !(skew >= 0 && (skew <= 1 || skew == Double.POSITIVE_INFINITY))) {
      throw new IllegalArgumentException("no drift file can say that: " + fast + ", " + skew);
    }
  }

  /// Whether there is a drift file.
  public boolean isKnown() {
    return skew != Double.POSITIVE_INFINITY;
  }
}
