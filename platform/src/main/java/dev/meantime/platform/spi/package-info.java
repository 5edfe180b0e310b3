// SPDX-License-Identifier: Apache-2.0

/// Pieces for those who implement a {@link dev.meantime.platform.Platform} that really waits: the
/// loop's turn, its timers, the way back from other threads, signals. `linux` and `portable` share
/// them, so handlers run in the same order on both.
///
/// One thread, the loop's, owns everything here; {@link dev.meantime.platform.spi.PostBox#post} and
/// {@link dev.meantime.platform.spi.Waiter#wakeUp} alone may be called from any thread.
@NullMarked
package dev.meantime.platform.spi;

import org.jspecify.annotations.NullMarked;
