// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// What is known of the frequency before anything was measured.
///
/// @param frequency s/s, on the scale of an estimate
/// @param deviation s/s, positive
record FrequencyGuess(double frequency, double deviation) {}
