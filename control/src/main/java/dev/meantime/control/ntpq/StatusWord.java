// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.AuthReport;
import dev.meantime.control.NtpDataReport;
import dev.meantime.control.SourceReport;
import dev.meantime.control.TrackingReport;
import dev.meantime.wire.ReferenceId;
import java.util.Optional;

/// The status words of RFC 9327 §3.1. The event is the one that led to the present state, and is
/// told to have happened once: we keep no list of events, the log does.
final class StatusWord {

  private static final int ONE_EVENT = 1 << 4;
  private static final int LOCAL_REFERENCE = 0x7f7f_0101;

  private static final int CONFIGURED = 0x8000;
  private static final int AUTHENTICATED = 0x4000;
  private static final int AUTHENTIC = 0x2000;
  private static final int REACHABLE = 0x1000;

  /// What gives the system its time, as numbered there.
  private enum Origin {
    UNSPECIFIED(0),
    PULSE(1),
    RADIO(4),
    LOCAL(5),
    NTP(6);

    private final int code;

    Origin(int code) {
      this.code = code;
    }
  }

  /// Events of the system, as numbered there.
  private static final int CLOCK_SYNCHRONISED = 5;

  private static final int NO_SYSTEM_PEER = 8;

  /// Events of an association.
  private static final int MOBILIZED = 1;

  private static final int BECAME_UNREACHABLE = 3;
  private static final int BECAME_REACHABLE = 4;
  private static final int BECAME_SYSTEM_PEER = 10;

  private StatusWord() {}

  /// @param byReferenceClock whether a reference clock is selected
  static int ofSystem(TrackingReport tracking, boolean byReferenceClock) {
    boolean synchronised = tracking.stratum() != 0;
    int event = synchronised ? CLOCK_SYNCHRONISED : NO_SYSTEM_PEER;
    int origin = (synchronised ? origin(tracking, byReferenceClock) : Origin.UNSPECIFIED).code;
    return tracking.leap().code() << 14 | origin << 8 | ONE_EVENT | event;
  }

  private static Origin origin(TrackingReport tracking, boolean byReferenceClock) {
    ReferenceId id = tracking.referenceId();
    if (byReferenceClock) {
      return id.text().equals("PPS") ? Origin.PULSE : Origin.RADIO;
    }
    return id.bits() == LOCAL_REFERENCE ? Origin.LOCAL : Origin.NTP;
  }

  static int ofSource(ListedSource source, Optional<NtpDataReport> data, Optional<AuthReport> key) {
    SourceReport report = source.report();
    boolean authenticated = key.filter(auth -> auth.mode() != AuthReport.Mode.NONE).isPresent();
    boolean authentic = authenticated && data.filter(last -> last.tests().authentic()).isPresent();
    boolean reachable = report.reachability() != 0;
    return CONFIGURED
        | (authenticated ? AUTHENTICATED : 0)
        | (authentic ? AUTHENTIC : 0)
        | (reachable ? REACHABLE : 0)
        | selection(report.state()) << 8
        | ONE_EVENT
        | event(source, reachable);
  }

  private static int event(ListedSource source, boolean reachable) {
    if (source.report().state() == SourceReport.State.SELECTED) {
      return BECAME_SYSTEM_PEER;
    }
    return reachable ? BECAME_REACHABLE : source.isSampled() ? BECAME_UNREACHABLE : MOBILIZED;
  }

  /// The tally code of `ntpq -p`: reject, falseticker, outlier, candidate, system peer.
  private static int selection(SourceReport.State state) {
    return switch (state) {
      case NONSELECTABLE, JITTERY -> 0;
      case FALSETICKER -> 1;
      case SELECTABLE -> 3;
      case COMBINED -> 4;
      case SELECTED -> 6;
    };
  }
}
