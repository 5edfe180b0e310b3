// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// Unpredictable numbers, fit for cookies that an attacker must not guess.
public interface Entropy {

  /// 64 random bits.
  long nextLong();

  /// Uniform in [0, 1).
  default double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }
}
