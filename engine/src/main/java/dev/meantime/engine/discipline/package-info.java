// SPDX-License-Identifier: Apache-2.0

/// From the estimate of the clock's error to its correction: step or slew, frequency, leap second,
/// and how wrong the clock can be meanwhile.
///
/// {@link dev.meantime.engine.discipline.ClockDiscipline} is the whole of it for others. Inside, an
/// estimate becomes a plan, the plan waits until the kernel has been set, and everything that keeps
/// readings of the clock is told then. {@link dev.meantime.engine.discipline.LeapSecondList},
/// {@link dev.meantime.engine.discipline.TimeZoneLeapSeconds}, {@link
/// dev.meantime.engine.discipline.DriftFormat} and {@link
/// dev.meantime.engine.discipline.TemperatureCompensation} read what the clock directives of
/// chrony.conf name.
@NullMarked
package dev.meantime.engine.discipline;

import org.jspecify.annotations.NullMarked;
