// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ControlTarget;
import dev.meantime.engine.estimate.Sample;
import java.util.List;
import java.util.Optional;

/// The daemon as an {@link NtpqResponder} asks it: the reports that chronyc gets, and the few
/// things that only ntpq asks for. Called on the thread that calls the responder.
public interface NtpqTarget {

  /// What chronyc sees.
  ControlTarget reports();

  NtpqHost host();

  /// Empty when the kernel cannot be asked.
  Optional<KernelReport> kernel();

  VersionCounts versions();

  /// The last samples of a source, newest first, eight at most.
  ///
  /// @param index as in {@link ControlTarget#source}
  List<Sample> lastSamples(int index);
}
