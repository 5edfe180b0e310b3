// SPDX-License-Identifier: Apache-2.0

/// What others are told of our clock: the time itself, smoothed or with leap seconds smeared where
/// that is configured, and how far it is to be believed; also where there is no source at all
/// (local reference).
///
/// {@link dev.meantime.engine.serve.Serving} belongs to the loop and follows the discipline. What
/// it makes of it, {@link dev.meantime.engine.serve.ServedTime}, is an immutable function of the
/// wall clock's reading, which any thread may ask.
///
/// Served time is *even* time, which counts every second, plus a shift: without smoothing or smear,
/// the names that leap seconds gave to cooked time.
@NullMarked
package dev.meantime.engine.serve;

import org.jspecify.annotations.NullMarked;
