// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

/// How much is measured.
///
/// @param rounds in which each server has its turn
/// @param stepMillis of an attempt at a rate
/// @param atRateMillis of a measurement at a rate
/// @param observedMillis of looking at the service's accuracy
record Effort(int rounds, int stepMillis, int atRateMillis, int observedMillis) {

  static final Effort FULL = new Effort(3, 700, 1000, 5000);
  static final Effort QUICK = new Effort(1, 400, 700, 3000);
}
