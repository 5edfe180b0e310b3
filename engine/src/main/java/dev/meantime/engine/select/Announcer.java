// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.Reachability;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.select.Selection.SelectionEvent;
import dev.meantime.engine.select.Selection.WhyLost;
import java.util.ArrayList;
import java.util.List;

/// Tells the administrator what begins, once. Confined to the loop.
final class Announcer {

  /// Selections without help after which a source should be replaced.
  private static final int BAD_LIMIT = 4;

  private static final int FULL_REGISTER = 8;
  private static final SourceId NOBODY = new SourceId(0);

  private enum Told {
    NOTHING,
    NO_SOURCES,
    NONE_SELECTABLE,
    NO_MAJORITY,
    REQUIRED_MISSING,
    TOO_FEW
  }

  private SourceId selected = NOBODY;
  private Told lost = Told.NOTHING;
  private List<SelectionEvent> events = new ArrayList<>();

  /// What was to be told since the last call.
  List<SelectionEvent> drain() {
    List<SelectionEvent> drained = events;
    events = new ArrayList<>();
    return drained;
  }

  void onSelected(SourceId id) {
    if (!selected.equals(id)) {
      events.add(new SelectionEvent.Selected(id));
    }
    selected = id;
    lost = Told.NOTHING;
  }

  /// @param starting whether sources still gather their first samples: then it is no news yet that
  ///   some are missing
  void onLost(WhyLost why, boolean starting) {
    Told cause =
        switch (why) {
          case WhyLost.NoSources none -> Told.NO_SOURCES;
          case WhyLost.NoneSelectable none -> Told.NONE_SELECTABLE;
          case WhyLost.NoMajority none -> Told.NO_MAJORITY;
          case WhyLost.RequiredMissing none -> Told.REQUIRED_MISSING;
          case WhyLost.TooFew few -> Told.TOO_FEW;
        };
    boolean early = starting && selected.equals(NOBODY) && cause != Told.NO_MAJORITY;
    if (cause != lost && !early) {
      events.add(new SelectionEvent.CannotSynchronise(why));
      lost = cause;
    }
    selected = NOBODY;
  }

  void onTruechimer(Contender contender) {
    contender.memory().falsetickerTold = false;
  }

  void onFalseticker(Contender contender) {
    if (!contender.memory().falsetickerTold) {
      contender.memory().falsetickerTold = true;
      events.add(new SelectionEvent.Falseticker(contender.id(), contender.reason()));
    }
  }

  /// Asks for a replacement of a source whose new samples do not help: at the fourth in a row and
  /// at each one after it.
  void onUpdated(Contender contender) {
    SourceMemory memory = contender.memory();
    memory.bad = isBad(contender.status()) ? memory.bad + 1 : 0;
    if (memory.bad >= BAD_LIMIT && contender.candidate().network()) {
      events.add(
          new SelectionEvent.Replace(contender.id(), contender.status(), contender.reason()));
    }
  }

  private static boolean isBad(SourceStatus status) {
    return status == SourceStatus.FALSETICKER
        || status == SourceStatus.TOO_FAR
        || status == SourceStatus.BAD_STRATUM
        || status == SourceStatus.JITTERY;
  }

  /// Asks for a replacement of a source that did not answer eight polls, once for each further
  /// poll.
  void onReachability(Contender contender) {
    Reachability reachability = contender.candidate().reachability();
    SourceMemory memory = contender.memory();
    boolean silent = !reachability.isReachable() && reachability.size() >= FULL_REGISTER;
    if (silent
        && contender.candidate().network()
        && reachability.unreachablePolls() != memory.unreachableTold) {
      events.add(
          new SelectionEvent.Replace(
              contender.id(), contender.status(), "it did not answer the last 8 polls"));
    }
    memory.unreachableTold = silent ? reachability.unreachablePolls() : 0;
  }
}
