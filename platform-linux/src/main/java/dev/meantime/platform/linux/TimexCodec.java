// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;

import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.KernelClockStatus.LeapSecond;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Writes and reads `struct timex`, without calling anything. Every writer starts from zeros.
final class TimexCodec {

  private static final double MICROS_PER_SECOND = 1e6;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// Errors beyond are all the same to the kernel: not synchronised.
  private static final double LARGEST_ERROR = 16;

  private TimexCodec() {}

  static MemorySegment allocate(Arena arena) {
    return arena.allocate(Abi.Timex.SIZE, Long.BYTES);
  }

  /// To read alone, which needs no privilege.
  static void encodeRead(MemorySegment timex) {
    begin(timex, 0);
  }

  /// To add `seconds` to the clock at once; the fraction is never negative in the structure.
  static void encodeStep(MemorySegment timex, double seconds) {
    double whole = Math.floor(seconds);
    long sec = (long) whole;
    long nanos = Math.round((seconds - whole) * NANOS_PER_SECOND);
    if (nanos == NANOS_PER_SECOND) {
      sec++;
      nanos = 0;
    }
    begin(timex, Abi.ADJ_SETOFFSET | Abi.ADJ_NANO);
    timex.set(LONG, Abi.Timex.TIME_SEC, sec);
    timex.set(LONG, Abi.Timex.TIME_USEC, nanos);
  }

  static void encodeFrequency(MemorySegment timex, FrequencySetting setting) {
    begin(timex, Abi.ADJ_TICK | Abi.ADJ_FREQUENCY);
    timex.set(LONG, Abi.Timex.TICK, setting.tick());
    timex.set(LONG, Abi.Timex.FREQ, setting.freq());
  }

  /// Errors of 16 s and more, or that are no numbers, count as not synchronised.
  static void encodeStatus(MemorySegment timex, KernelClockStatus status) {
    boolean near = status.maximumError() < LARGEST_ERROR;
    int bits =
        switch (status.leap()) {
          case NONE -> 0;
          case INSERT -> Abi.STA_INS;
          case DELETE -> Abi.STA_DEL;
        };
    if (!status.synchronised() || !near) {
      bits |= Abi.STA_UNSYNC;
    }
    begin(timex, Abi.ADJ_STATUS | Abi.ADJ_MAXERROR | Abi.ADJ_ESTERROR);
    timex.set(INT, Abi.Timex.STATUS, bits);
    timex.set(LONG, Abi.Timex.MAXERROR, micros(status.maximumError()));
    timex.set(LONG, Abi.Timex.ESTERROR, micros(status.estimatedError()));
  }

  /// To end what a program slews by `adjtime`.
  static void encodeCancelAdjtime(MemorySegment timex) {
    begin(timex, Abi.ADJ_OFFSET_SINGLESHOT);
  }

  /// To end what the kernel's own loop slews: it can be given an offset, here none, only while it
  /// is on.
  static void encodeCancelLoop(MemorySegment timex) {
    begin(timex, Abi.ADJ_OFFSET | Abi.ADJ_STATUS);
    timex.set(INT, Abi.Timex.STATUS, Abi.STA_PLL);
  }

  /// To switch the kernel's own loop off and call the clock unsynchronised.
  static void encodeUnsynchronised(MemorySegment timex) {
    begin(timex, Abi.ADJ_STATUS);
    timex.set(INT, Abi.Timex.STATUS, Abi.STA_UNSYNC);
  }

  static KernelClockState decode(MemorySegment timex, long hz) {
    int bits = timex.get(INT, Abi.Timex.STATUS);
    LeapSecond leap = LeapSecond.NONE;
    if ((bits & Abi.STA_INS) != 0) {
      leap = LeapSecond.INSERT;
    } else if ((bits & Abi.STA_DEL) != 0) {
      leap = LeapSecond.DELETE;
    }
    KernelClockStatus status =
        new KernelClockStatus(
            (bits & Abi.STA_UNSYNC) == 0,
            timex.get(LONG, Abi.Timex.MAXERROR) / MICROS_PER_SECOND,
            timex.get(LONG, Abi.Timex.ESTERROR) / MICROS_PER_SECOND,
            leap);
    return new KernelClockState(
        frequencySetting(timex).frequency(hz), status, timex.get(INT, Abi.Timex.TAI));
  }

  static FrequencySetting frequencySetting(MemorySegment timex) {
    return new FrequencySetting(timex.get(LONG, Abi.Timex.TICK), timex.get(LONG, Abi.Timex.FREQ));
  }

  private static void begin(MemorySegment timex, int modes) {
    timex.fill((byte) 0);
    timex.set(INT, Abi.Timex.MODES, modes);
  }

  /// Rounded up: an error bound must not shrink. Not a number is the largest.
  private static long micros(double seconds) {
    return seconds < LARGEST_ERROR
        ? (long) Math.ceil(Math.max(0, seconds) * MICROS_PER_SECOND)
        : (long) (LARGEST_ERROR * MICROS_PER_SECOND);
  }
}
