// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.select.Candidate;

/// Something that tells the time, and among which is selected. Confined to the loop.
sealed interface Source permits NtpSource, RefclockSource {

  SourceId id();

  /// As log messages name it.
  String label();

  /// As log files name it: the address or the reference ID.
  String logName();

  SourceEstimate estimate();

  /// What the estimate rests on; worked out anew each time.
  Explanation explain();

  /// As it stands for selection.
  Candidate candidate();

  /// What the selection made of it.
  ///
  /// @param selected whether it leads
  /// @param combined how many sources are combined, this one among them; 1 when it is not
  void setPart(boolean selected, int combined);

  /// Forgets what was measured: it was on another time scale.
  void forget();

  /// Forgets what was measured and begins anew.
  void reset();
}
