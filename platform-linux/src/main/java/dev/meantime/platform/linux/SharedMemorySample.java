// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.SharedMemoryClock.Poll;
import dev.meantime.platform.linux.DeviceAbi.ShmTime;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What a copy of the shared memory says. Any program may have written it, with anything in it.
final class SharedMemorySample {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int MODE_WITH_COUNT = 1;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private SharedMemorySample() {}

  /// @param copy of the whole structure, which said that it was valid
  /// @param countAfter the counter after copying
  static Poll decode(MemorySegment copy, int countAfter) {
    int mode = copy.get(INT, ShmTime.MODE);
    if (mode < 0 || mode > MODE_WITH_COUNT) {
      return new Poll.Unusable("its mode " + mode + " is not known");
    }
    if (mode == MODE_WITH_COUNT && copy.get(INT, ShmTime.COUNT) != countAfter) {
      return new Poll.Unusable("it was written while it was read");
    }
    long clockSeconds = copy.get(LONG, ShmTime.CLOCK_SEC);
    long wallSeconds = copy.get(LONG, ShmTime.RECV_SEC);
    int clockMicros = copy.get(INT, ShmTime.CLOCK_USEC);
    int wallMicros = copy.get(INT, ShmTime.RECV_USEC);
    if (!isTime(clockSeconds, clockMicros) || !isTime(wallSeconds, wallMicros)) {
      return new Poll.Unusable("its time is out of range");
    }
    return new Poll.Reading(
        nanos(clockSeconds, clockMicros, copy.get(INT, ShmTime.CLOCK_NSEC)),
        nanos(wallSeconds, wallMicros, copy.get(INT, ShmTime.RECV_NSEC)),
        copy.get(INT, ShmTime.LEAP),
        copy.get(INT, ShmTime.PRECISION));
  }

  private static boolean isTime(long seconds, int micros) {
    return seconds >= 0 && seconds <= MAX_SECONDS && micros >= 0 && micros < MICROS_PER_SECOND;
  }

  /// Older writers do not know of nanoseconds: those count only where they agree with the rest.
  private static long nanos(long seconds, int micros, int nanoField) {
    int nanos = nanoField >= 0 && nanoField / 1000 == micros ? nanoField : micros * 1000;
    return seconds * NANOS_PER_SECOND + nanos;
  }
}
