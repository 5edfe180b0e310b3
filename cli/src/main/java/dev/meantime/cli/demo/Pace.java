// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

/// Lets real time pass between two frames.
@FunctionalInterface
interface Pace {

  /// Waits until the next frame is due.
  ///
  /// @return seconds that passed since the last frame
  double await() throws InterruptedException;

  /// Ten frames a second.
  static Pace real() {
    return new Pace() {
      private static final long FRAME_NANOS = 100_000_000L;
      private long lastNanos = System.nanoTime();

      @Override
      public double await() throws InterruptedException {
        long left = lastNanos + FRAME_NANOS - System.nanoTime();
        if (left > 0) {
          Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
        long now = System.nanoTime();
        double passed = (now - lastNanos) * 1e-9;
        lastNanos = now;
        return passed;
      }
    };
  }
}
