// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// The reply codes in use, with the length of their payload. Codes that chrony has retired are left
/// out, but for those that clients before 4.4 and 4.6 expect.
enum ReplyCode {
  EMPTY(1, 0),
  SOURCE_COUNT(2, 4),
  SOURCE_DATA(3, 48),
  TRACKING(5, 76),
  SOURCE_STATS(6, 56),
  RTC(7, 28),
  ACTIVITY(12, 20),
  SMOOTHING(13, 24),
  NTP_DATA_BRIEF(16, 124),
  MANUAL_TIMESTAMP(17, 12),
  MANUAL_LIST(18, 388),
  SOURCE_NAME(19, 256),
  AUTH_DATA(20, 24),
  CLIENT_ACCESSES(21, 492),
  SELECT_DATA(23, 48),
  SERVER_STATS_BRIEF(24, 44),
  SERVER_STATS(25, 168),
  NTP_DATA(26, 144),
  SERVER_OUTCOMES(1001, 192);

  /// Octets before the payload.
  static final int HEADER_LENGTH = 28;

  private final int code;
  private final int payload;

  ReplyCode(int code, int payload) {
    this.code = code;
    this.payload = payload;
  }

  int code() {
    return code;
  }

  /// Of the whole reply, octets.
  int length() {
    return HEADER_LENGTH + payload;
  }
}
