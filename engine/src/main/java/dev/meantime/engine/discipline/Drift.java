// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

/// What a drift file keeps, in this code base's sign.
///
/// @param frequency s/s by which the hardware clock, left alone, is slow: what it is to be
///   corrected by
/// @param skew bound of its error, s/s
public record Drift(double frequency, double skew) {}
