// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.association.AssociationState;
import dev.meantime.engine.association.Measurement;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.select.Candidate;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.engine.select.Selection.SelectionEvent;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceSelector;
import dev.meantime.engine.select.SourceVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// Asks sources until they agree on the offset once, or until none of them can be believed any
/// more: what `-q`, `-Q` and `initstepslew` do. Confined to the loop.
final class FirstEstimate implements SourceManager.Owner, Refclocks.Owner, Selecting.Outcomes {

  private static final int PATIENCE_POLLS = 7;

  private final Setup setup;
  private final SourceManager manager;
  private final Optional<Refclocks> refclocks;
  private final Selecting selecting;
  private final Consumer<OptionalDouble> whenDone;
  private boolean done;

  /// @param withRefclocks whether the reference clocks of the configuration are asked as well
  /// @param whenDone takes the offset in seconds, positive when the local clock is behind; empty
  ///   when there is no suitable source
  FirstEstimate(Setup setup, boolean withRefclocks, Consumer<OptionalDouble> whenDone) {
    this.setup = setup;
    this.whenDone = whenDone;
    this.manager =
        new SourceManager(
            setup.platform(), setup.sources(), setup.options().family(), 0, setup.log(), this);
    this.refclocks = withRefclocks ? Optional.of(new Refclocks(setup, this)) : Optional.empty();
    this.selecting =
        new Selecting(
            new SourceSelector(setup.config().selection()),
            setup.timekeeper(),
            this::sources,
            this);
  }

  void start(List<SourceLine> lines) {
    for (SourceLine line : lines) {
      // A broadcast may be a long time coming.
      if (line.kind() != SourceLine.Kind.BROADCAST
          && manager.add(SourceLines.eager(line), true) == SourceManager.Added.ALREADY_IN_USE) {
        setup.log().warn("Could not add source " + line.name());
      }
    }
    refclocks.ifPresent(Refclocks::start);
    manager.start();
  }

  /// Ends it without a result.
  void close() {
    done = true;
    refclocks.ifPresent(Refclocks::close);
    manager.close();
  }

  private List<Source> sources() {
    List<Source> all = new ArrayList<>();
    refclocks.ifPresent(clocks -> all.addAll(clocks.sources()));
    all.addAll(manager.sources());
    return all;
  }

  @Override
  public void onUpdated(Source source) {
    selecting.onUpdated(source.id());
  }

  @Override
  public void onChanged() {
    if (!done) {
      selecting.onChanged();
    }
  }

  @Override
  public void onMeasured(NtpSource source, Measurement measurement) {}

  @Override
  public void onActivity() {
    giveUpIfHopeless();
  }

  @Override
  public void onFirstRoundEnded() {
    giveUpIfHopeless();
  }

  @Override
  public void onUpdate(ClockEstimate estimate) {
    long now = setup.timekeeper().toCooked(setup.timekeeper().now().wallNanos());
    finish(
        OptionalDouble.of(
            estimate.offset() + (now - estimate.timeNanos()) * 1e-9 * estimate.frequency()));
  }

  @Override
  public void onLost(WhyLost why) {}

  @Override
  public void onEvent(SelectionEvent event) {}

  @Override
  public void onSelected(List<Candidate> candidates, List<SourceVerdict> verdicts) {}

  private void giveUpIfHopeless() {
    if (!done && sources().stream().noneMatch(FirstEstimate::mayStillSucceed)) {
      finish(OptionalDouble.empty());
    }
  }

  /// It is asked, and can have enough samples by its seventh poll.
  private static boolean mayStillSucceed(Source source) {
    Reachability reachability = source.candidate().reachability();
    int samples = source.estimate().samples();
    return !isOffline(source)
        && reachability.size() < PATIENCE_POLLS
        && PATIENCE_POLLS - reachability.size() + samples
            >= SourceEstimate.MIN_SAMPLES_FOR_FREQUENCY;
  }

  private static boolean isOffline(Source source) {
    return switch (source) {
      case NtpSource server -> server.state().activity() == AssociationState.Activity.OFFLINE;
      case RefclockSource _ -> false;
    };
  }

  private void finish(OptionalDouble offset) {
    if (!done) {
      close();
      whenDone.accept(offset);
    }
  }
}
