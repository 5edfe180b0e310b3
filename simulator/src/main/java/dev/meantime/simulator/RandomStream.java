// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.random.RandomGenerator;

/// Random numbers that are the same on every machine and JDK: SplitMix64 (Steele, Lea, Flood 2014)
/// for the bits, and laws computed by exactly specified arithmetic alone. The JDK's own generators
/// leave open by which method they draw normal and exponential numbers, and use functions that may
/// differ in the last bit between processors.
///
/// Confined to the simulation's thread.
public final class RandomStream implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;
  private double spareGaussian;
  private boolean hasSpare;

  /// Streams with different seeds have nothing to do with each other.
  public RandomStream(long seed) {
    state = mix(seed + GOLDEN_GAMMA);
  }

  /// One of the streams of a simulation.
  ///
  /// @param occurrence which of those for the same purpose
  static RandomStream of(long seed, String purpose, int occurrence) {
    // FNV-1a, because the strings' own hash has only 32 bits.
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
    }
    return new RandomStream(mix(mix(seed) + hash) + occurrence);
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /// Uniform in [0, 1), in steps of 2⁻⁵³.
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /// From the normal law with mean 0 and variance 1, by Marsaglia's polar method.
  @Override
  public double nextGaussian() {
    if (hasSpare) {
      hasSpare = false;
      return spareGaussian;
    }
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = y * scale;
        hasSpare = true;
        return x * scale;
      }
    }
  }

  /// From the exponential law with mean 1.
  @Override
  public double nextExponential() {
    return -StrictMath.log(nextPositive());
  }

  /// Uniform in (0, 1): what logarithms and powers take.
  double nextPositive() {
    return ((nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
