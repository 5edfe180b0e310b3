// SPDX-License-Identifier: Apache-2.0

/// The NTP daemon: what joins the engine to a platform.
///
/// Everything here runs on the thread of the platform's event loop, and every clock reading, wait,
/// packet, name look-up, random number, log time stamp, termination request and clock correction
/// passes through {@link dev.meantime.platform.Platform}; so a simulated platform drives the
/// unmodified daemon. Other threads see only {@link dev.meantime.engine.ClockState} snapshots.
@NullMarked
package dev.meantime.daemon;

import org.jspecify.annotations.NullMarked;
