// SPDX-License-Identifier: Apache-2.0

/// The seam to the outside world. The daemon is written against {@link
/// dev.meantime.platform.Platform} alone; `linux`, `portable` and simulated platforms implement it.
///
/// One thread, the loop's, calls everything here and receives every callback, unless a method says
/// otherwise. All waiting happens inside {@link dev.meantime.platform.EventLoop#run}; every reading
/// of a clock, packet, name look-up, random number, termination request and clock correction passes
/// through one of these interfaces. So a platform that keeps its own time drives the unmodified
/// daemon.
///
/// Units: `long` nanoseconds since the Unix epoch (wall clock) or since an arbitrary origin
/// (monotonic clock), suffix `Nanos`; `double` seconds; `double` s/s for frequency.
@NullMarked
package dev.meantime.platform;

import org.jspecify.annotations.NullMarked;
