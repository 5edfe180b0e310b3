// SPDX-License-Identifier: Apache-2.0

/// The log files of measurements, statistics, selection and tracking, in chrony's formats: existing
/// dashboards and scripts read them.
///
/// The engine's offsets are positive when the local clock is behind. So are the offsets of
/// measurements.log and the remaining correction of tracking.log; every other offset and frequency
/// in the files is positive when the local clock is ahead or fast. The lines are made here, at the
/// edge, and the sign changes nowhere else.
@NullMarked
package dev.meantime.daemon.log;

import org.jspecify.annotations.NullMarked;
