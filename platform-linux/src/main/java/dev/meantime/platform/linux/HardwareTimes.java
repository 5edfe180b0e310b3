// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.HardwareClock.Reading;
import dev.meantime.platform.linux.DeviceAbi.PtpClockTime;
import dev.meantime.platform.linux.DeviceAbi.PtpSysOffset;
import dev.meantime.platform.linux.DeviceAbi.PtpSysOffsetExtended;
import dev.meantime.platform.linux.DeviceAbi.PtpSysOffsetPrecise;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// What the kernel answers when it is asked for a hardware clock and the wall clock together.
final class HardwareTimes {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private HardwareTimes() {}

  /// Both clocks at one moment.
  static List<Reading> precise(MemorySegment answer) {
    long wall = nanos(answer, PtpSysOffsetPrecise.SYS_REALTIME);
    return List.of(new Reading(wall, nanos(answer, PtpSysOffsetPrecise.DEVICE), wall));
  }

  /// Each reading between two of the wall clock.
  static List<Reading> extended(MemorySegment answer, int count) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = PtpSysOffsetExtended.TS + 3L * i * PtpClockTime.SIZE;
      readings.add(reading(answer, at));
    }
    return readings;
  }

  /// The same, where the second of a pair is also the first of the next.
  static List<Reading> basic(MemorySegment answer, int count) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = PtpSysOffset.TS + 2L * i * PtpClockTime.SIZE;
      readings.add(reading(answer, at));
    }
    return readings;
  }

  private static Reading reading(MemorySegment answer, long at) {
    return new Reading(
        nanos(answer, at),
        nanos(answer, at + PtpClockTime.SIZE),
        nanos(answer, at + 2L * PtpClockTime.SIZE));
  }

  private static long nanos(MemorySegment answer, long at) {
    return answer.get(LONG, at + PtpClockTime.SEC) * NANOS_PER_SECOND
        + answer.get(INT, at + PtpClockTime.NSEC);
  }
}
