// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.SourceId;
import java.util.List;

/// What one run of the selection found.
///
/// @param verdicts one for each candidate, in the order given
/// @param outcome what to do with the clock
/// @param events what an administrator wants to know
public record Selection(
    List<SourceVerdict> verdicts, Outcome outcome, List<SelectionEvent> events) {

  public Selection {
    verdicts = List.copyOf(verdicts);
    events = List.copyOf(events);
  }

  /// What to do with the clock.
  public sealed interface Outcome {
    /// Correct it by this.
    record Update(ClockEstimate estimate) implements Outcome {}

    /// Nothing: the selected source has no new sample, or sources are waited for.
    record Hold() implements Outcome {}

    /// It has just become, or still is, without a source to believe.
    record Lost(WhyLost why) implements Outcome {}
  }

  /// Why no source can be believed.
  public sealed interface WhyLost {
    record NoSources() implements WhyLost {}

    /// No source is fit to take part in the vote, or none agrees with it.
    ///
    /// @param unreachable how many of them do not answer
    record NoneSelectable(int unreachable) implements WhyLost {}

    /// Not more than half of the sources agree.
    ///
    /// @param agreeing size of the largest group that agrees
    /// @param sources how many were asked
    /// @param trusted whether only trusted sources counted
    record NoMajority(int agreeing, int sources, boolean trusted) implements WhyLost {}

    record RequiredMissing() implements WhyLost {}

    record TooFew(int agreeing, int required) implements WhyLost {}
  }

  /// What an administrator wants to know, told once when it begins.
  public sealed interface SelectionEvent {
    record Selected(SourceId source) implements SelectionEvent {}

    record Falseticker(SourceId source, String reason) implements SelectionEvent {}

    record CannotSynchronise(WhyLost why) implements SelectionEvent {}

    /// Four selections in a row found this source bad or unreachable: replace it if there is
    /// another address.
    record Replace(SourceId source, SourceStatus status, String reason) implements SelectionEvent {}
  }
}
