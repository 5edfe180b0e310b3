// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.discipline.ParsedLeapSeconds.Damaged;
import dev.meantime.engine.discipline.ParsedLeapSeconds.Problem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the leap seconds out of a compiled time zone (TZif, RFC 9636), which the zones below
/// `right/` of the time zone database have.
public final class TimeZoneLeapSeconds {

  private static final int MAGIC = 0x545a6966;
  private static final int RESERVED = 15;

  /// TAI − UTC in 1972, from when on the corrections count.
  private static final int FIRST_TAI_OFFSET = 10;

  private static final long START_1972 = 63_072_000;

  private TimeZoneLeapSeconds() {}

  /// Reads a whole file.
  public static ParsedLeapSeconds parse(byte[] file) {
    try {
      return parse(ByteBuffer.wrap(file));
    } catch (BufferUnderflowException e) {
      return new Damaged(Problem.TRUNCATED, 0);
    }
  }

  private static ParsedLeapSeconds parse(ByteBuffer file) {
    Header first = Header.read(file);
    if (first.magic() != MAGIC) {
      return new Damaged(Problem.NOT_TZIF, 0);
    }
    Header header = first;
    int timeSize = Integer.BYTES;
    if (first.version() >= '2') {
      // The first block has 32-bit times; everything is said again in 64 bits after it.
      skip(file, first.sizeBeforeLeaps(timeSize) + first.leapsSize(timeSize) + first.sizeAfter());
      header = Header.read(file);
      timeSize = Long.BYTES;
      if (header.magic() != MAGIC) {
        return new Damaged(Problem.NOT_TZIF, 0);
      }
    }
    skip(file, header.sizeBeforeLeaps(timeSize));
    return read(file, header.leaps(), timeSize);
  }

  private static ParsedLeapSeconds read(ByteBuffer file, int count, int timeSize) {
    List<LeapSecondTable.Entry> entries = new ArrayList<>();
    entries.add(new LeapSecondTable.Entry(START_1972, FIRST_TAI_OFFSET));
    long expirySeconds = Long.MAX_VALUE;
    int before = 0;
    for (int i = 0; i < count; i++) {
      long time = timeSize == Long.BYTES ? file.getLong() : file.getInt();
      int correction = file.getInt();
      if (correction == before) {
        // Since version 4 the last record may repeat the correction: the table ends there.
        expirySeconds = time - correction;
        break;
      }
      long midnight = Math.round((time - before) / 86_400.0) * LeapSecondTable.DAY;
      if (midnight <= entries.getLast().fromSeconds()) {
        return new Damaged(Problem.OUT_OF_ORDER, 0);
      }
      entries.add(new LeapSecondTable.Entry(midnight, FIRST_TAI_OFFSET + correction));
      before = correction;
    }
    if (entries.size() == 1) {
      return new Damaged(Problem.NO_LEAP_SECONDS, 0);
    }
    LeapSecondTable table = new LeapSecondTable(entries, expirySeconds);
    return table.isPlausible()
        ? new ParsedLeapSeconds.Valid(table)
        : new Damaged(Problem.IMPLAUSIBLE, 0);
  }

  private static void skip(ByteBuffer file, long length) {
    if (length < 0 || length > file.remaining()) {
      throw new BufferUnderflowException();
    }
    file.position(file.position() + (int) length);
  }

  /// The counts as RFC 9636 §3.1 orders them; unsigned, which a file of sane size does not need.
  private record Header(
      int magic,
      int version,
      int universalFlags,
      int standardFlags,
      int leaps,
      int transitions,
      int types,
      int characters) {

    static Header read(ByteBuffer file) {
      int magic = file.getInt();
      int version = file.get();
      skip(file, RESERVED);
      return new Header(
          magic,
          version,
          file.getInt(),
          file.getInt(),
          file.getInt(),
          file.getInt(),
          file.getInt(),
          file.getInt());
    }

    long sizeBeforeLeaps(int timeSize) {
      return (timeSize + 1L) * transitions + 6L * types + characters;
    }

    long leapsSize(int timeSize) {
      return (timeSize + 4L) * leaps;
    }

    long sizeAfter() {
      return (long) standardFlags + universalFlags;
    }
  }
}
