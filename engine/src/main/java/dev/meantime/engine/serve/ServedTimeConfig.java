// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;

/// The directives that say what is told of the clock.
///
/// @param local `local`
/// @param shaping `smoothtime` or `leapsmear`
public record ServedTimeConfig(LocalReference local, Shaping shaping) {

  /// The clock as it is, and nothing without a source.
  public static final ServedTimeConfig DEFAULT =
      new ServedTimeConfig(LocalReference.OFF, new Shaping.None());

  /// Whether served time can be shaped while leap seconds are applied so: a kernel that repeats a
  /// second leaves no telling which of the two a reading is from, and an offset that is found only
  /// later cannot be told from an error.
  public boolean canWorkWith(LeapMode mode) {
    return switch (shaping) {
      case Shaping.None none -> true;
      case Shaping.Smooth smooth -> true;
      case Shaping.Smear smear ->
          switch (mode) {
            case SLEW, STEP -> true;
            case SYSTEM, IGNORE -> false;
          };
    };
  }
}
