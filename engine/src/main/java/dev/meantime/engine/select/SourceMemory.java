// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

/// What is remembered of a source from one selection to the next. Confined to the loop.
final class SourceMemory {

  /// Against the selected source; above a limit it takes over.
  double score = 1;

  /// Selections that it must still be near before it is combined.
  int distant;

  /// New samples since the clock was last updated.
  int updates;

  /// Selections in a row in which its new sample did not help.
  int bad;

  /// Whether its being a falseticker was told.
  boolean falsetickerTold;

  /// The unanswered polls when its being unreachable was last told.
  int unreachableTold;
}
