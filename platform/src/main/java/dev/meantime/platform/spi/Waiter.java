// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/// The part of a loop that differs between systems: how to wait for datagrams.
public interface Waiter {

  /// Waits until a socket is ready, {@link #wakeUp} is called or the time is up, and hands what
  /// arrived to its handlers for as long as `goOn` holds.
  ///
  /// @param timeoutNanos how long to wait at most: 0 only looks, {@link Long#MAX_VALUE} is for ever
  /// @throws IOException when the system refuses to wait, which ends the loop
  void await(long timeoutNanos, BooleanSupplier goOn) throws IOException;

  /// Ends the present wait, or the next one at once when nobody waits. Called from any thread; does
  /// nothing after the platform was closed.
  void wakeUp();
}
