// SPDX-License-Identifier: Apache-2.0

/// Everything that decides, and nothing that acts: no sockets, files, threads, clocks or random
/// sources. Time, packets and randomness come in as arguments; what is to be done goes out as
/// values.
///
/// A sample's way: {@link dev.meantime.engine.association} turns packets into samples, or rejects
/// them with a reason; {@link dev.meantime.engine.estimate} turns a source's samples into an
/// estimate of its offset and frequency; {@link dev.meantime.engine.select} finds the sources that
/// agree and combines them; and {@link dev.meantime.engine.discipline} decides how the clock is
/// corrected.
///
/// Two time scales: the *wall clock* as the kernel shows it, and *cooked* time, which is the wall
/// clock plus what is still to be slewed: what the clock will show once the running slew has ended.
/// Samples, estimates and selection use cooked time throughout; only timestamps fresh from a socket
/// and {@link dev.meantime.engine.Now} are wall-clock readings.
///
/// Signs: an offset is positive when the local clock is behind the source, so it is what must be
/// added to the local time. A frequency of an estimate is the rate at which the offset grows:
/// positive when the local clock runs slow. Units: `long` nanoseconds for readings of a clock,
/// `double` seconds, `double` s/s.
@NullMarked
package dev.meantime.engine;

import org.jspecify.annotations.NullMarked;
