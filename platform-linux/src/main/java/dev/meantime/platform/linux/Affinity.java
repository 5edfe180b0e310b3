// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A `cpu_set_t`: one bit for each processor.
final class Affinity {

  static final int OCTETS = 128;

  private Affinity() {}

  /// One processor alone.
  ///
  /// @param processor 0 to 1023
  static void set(MemorySegment mask, int processor) {
    mask.fill((byte) 0);
    mask.set(ValueLayout.JAVA_BYTE, processor / 8, (byte) (1 << processor % 8));
  }
}
