// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;

/// What is kept of the last valid packet of a source, because in interleaved mode the next one
/// tells when it really left.
///
/// @param times of it and of our packet before it; its departure only as the source guessed it
/// @param root as it announced it
/// @param synchronised whether it passed tests 6 and 7
/// @param used whether a sample was already made of these times
record Exchange(FourTimestamps times, RootDistance root, boolean synchronised, boolean used) {

  Exchange adjustedBy(ClockAdjustment adjustment) {
    return new Exchange(
        new FourTimestamps(
            times.sent().adjustedBy(adjustment),
            times.receive(),
            times.transmit(),
            times.received().adjustedBy(adjustment)),
        root,
        synchronised,
        used);
  }
}
