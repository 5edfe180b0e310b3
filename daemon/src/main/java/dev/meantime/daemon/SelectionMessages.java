// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.select.Selection.WhyLost;

/// Tells what the selection found in the words that scripts look for in chronyd's log.
final class SelectionMessages {

  private SelectionMessages() {}

  static String cannotSynchronise(WhyLost why) {
    return "Can't synchronise: " + reason(why);
  }

  private static String reason(WhyLost why) {
    return switch (why) {
      case WhyLost.NoSources() -> "no sources";
      case WhyLost.NoneSelectable(int unreachable) ->
          unreachable == 0
              ? "no selectable sources"
              : "no selectable sources (" + unreachable + " unreachable sources)";
      case WhyLost.NoMajority(int agreeing, int sources, boolean trusted) -> {
        String all = sources + (trusted ? " trusted" : "") + " sources";
        yield agreeing < 2
            ? "no majority (no agreement among " + all + ")"
            : "no majority (only " + agreeing + " of " + all + " agree)";
      }
      case WhyLost.RequiredMissing() -> "no required source in selectable sources";
      case WhyLost.TooFew(int agreeing, int required) ->
          "not enough selectable sources (" + agreeing + " of at least " + required + ")";
    };
  }
}
