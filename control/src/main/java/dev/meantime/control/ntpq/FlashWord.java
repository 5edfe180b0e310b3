// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.NtpDataReport;
import dev.meantime.control.SelectReport;
import dev.meantime.engine.association.PacketTests;
import dev.meantime.engine.select.SourceStatus;
import java.util.Optional;

/// Why a source is of no use, in the bits of ntpd's `flash`.
final class FlashWord {

  private static final int DUPLICATE = 0x0001;
  private static final int BOGUS = 0x0002;
  private static final int NO_TIMESTAMPS = 0x0004;
  private static final int NOT_AUTHENTIC = 0x0010;
  private static final int UNSYNCHRONISED = 0x0020;
  private static final int ROOT_TOO_FAR = 0x0040;
  private static final int STRATUM = 0x0200;
  private static final int DISTANCE = 0x0400;
  private static final int LOOP = 0x0800;
  private static final int UNREACHABLE = 0x1000;

  private FlashWord() {}

  static int of(
      ListedSource source, Optional<NtpDataReport> data, Optional<SelectReport> selection) {
    int flash = source.report().reachability() == 0 ? UNREACHABLE : 0;
    if (data.isPresent() && data.get().mode() != 0) {
      flash |= of(data.get().tests());
    }
    if (selection.isPresent()) {
      char state = selection.get().state();
      flash |= state == SourceStatus.BAD_STRATUM.symbol() ? STRATUM : 0;
      flash |= state == SourceStatus.TOO_FAR.symbol() ? DISTANCE : 0;
      flash |= state == SourceStatus.LOOP.symbol() ? LOOP : 0;
      flash |= state == SourceStatus.UNSYNCHRONISED.symbol() ? UNSYNCHRONISED : 0;
    }
    return flash;
  }

  private static int of(PacketTests tests) {
    boolean near = tests.delayOk() && tests.delayRatioOk() && tests.delayDeviationOk();
    return (tests.notDuplicate() ? 0 : DUPLICATE)
        | (tests.answersRequest() ? 0 : BOGUS)
        | (tests.hasTimestamps() ? 0 : NO_TIMESTAMPS)
        | (tests.authentic() ? 0 : NOT_AUTHENTIC)
        | (tests.synchronised() ? 0 : UNSYNCHRONISED)
        | (tests.nearRoot() ? 0 : ROOT_TOO_FAR)
        | (near ? 0 : DISTANCE)
        | (tests.noLoop() ? 0 : LOOP);
  }
}
