// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

/// What the administrator said about a source.
///
/// @param noselect measure it, never believe it
/// @param prefer take it before sources without this mark
/// @param trust assume that it is right: it cannot be outvoted by sources without this mark
/// @param require without a source so marked among the truechimers the clock is not updated
public record SelectionOptions(boolean noselect, boolean prefer, boolean trust, boolean require) {

  public static final SelectionOptions NONE = new SelectionOptions(false, false, false, false);
}
