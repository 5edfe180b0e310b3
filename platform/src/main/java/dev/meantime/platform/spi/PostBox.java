// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/// The way from other threads back to the loop's.
public final class PostBox {

  private final ConcurrentLinkedQueue<Runnable> letters = new ConcurrentLinkedQueue<>();
  private final Runnable wakeUp;

  /// @param wakeUp ends the loop's wait; callable from any thread
  public PostBox(Runnable wakeUp) {
    this.wakeUp = wakeUp;
  }

  /// Has `letter` run on the loop's thread, after those posted before it. Called from any thread.
  public void post(Runnable letter) {
    letters.add(letter);
    wakeUp.run();
  }

  /// Runs the letters that are there, but none that they post, for as long as `goOn` holds.
  public void deliver(BooleanSupplier goOn) {
    for (int left = letters.size(); left > 0 && goOn.getAsBoolean(); left--) {
      letters.remove().run();
    }
  }
}
