// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.hardware;

/// How a network card's clock is followed.
///
/// @param minSamples readings that the model keeps however much the two clocks wander, 2 to 64
/// @param maxSamples readings that it keeps at most, 2 to 64
/// @param precision below which no reading is believed, seconds
public record HardwareTimeOptions(int minSamples, int maxSamples, double precision) {

  public HardwareTimeOptions {
    if (minSamples < 2 || maxSamples < minSamples || maxSamples > HardwareTime.CAPACITY) {
      throw new IllegalArgumentException(minSamples + " to " + maxSamples + " readings");
    }
    if (!(precision >= 0)) {
      throw new IllegalArgumentException("precision " + precision + " s");
    }
  }
}
