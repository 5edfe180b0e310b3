// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.crypto.SymmetricKey;
import dev.meantime.daemon.config.DaemonConfig;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.platform.Platform;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the phases of a daemon's life share.
///
/// @param keys what the key file has
/// @param precision of the local clock, seconds
/// @param leapSeconds what this machine's files know
/// @param dumps where histories outlive the daemon, if they do
/// @param steers whether the clock is touched at all
record Setup(
    Platform platform,
    DaemonConfig config,
    RunOptions options,
    EventLog log,
    StatusLogs logs,
    Timekeeper timekeeper,
    NtpSourceFactory sources,
    List<SymmetricKey> keys,
    double precision,
    Supplier<LeapSecondTable> leapSeconds,
    Optional<DumpDirectory> dumps,
    boolean steers) {

  /// The precision as packets tell it: log2 of seconds.
  int precisionExponent() {
    return (int) Math.round(Math.log(precision) / Math.log(2));
  }
}
