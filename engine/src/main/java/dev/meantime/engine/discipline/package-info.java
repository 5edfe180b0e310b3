// SPDX-License-Identifier: Apache-2.0

/// From the estimate of the clock's error to its correction: step or slew, frequency, leap second,
/// and how wrong the clock can be meanwhile.
@NullMarked
package dev.meantime.engine.discipline;

import org.jspecify.annotations.NullMarked;
