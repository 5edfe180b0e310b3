// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.util.Optional;

/// A reply's status, with the line that chronyc prints for it.
public enum ControlStatus {
  SUCCESS(0, "200 OK"),
  FAILED(1, "500 Failure"),
  UNAUTHORISED(2, "501 Not authorised"),
  INVALID(3, "502 Invalid command"),
  NO_SUCH_SOURCE(4, "503 No such source"),
  INVALID_TIMESTAMP(5, "504 Duplicate or stale logon detected"),
  NOT_ENABLED(6, "505 Facility not enabled in daemon"),
  BAD_SUBNET(7, "507 Bad subnet"),
  ACCESS_ALLOWED(8, "208 Access allowed"),
  ACCESS_DENIED(9, "209 Access denied"),
  NO_HOST_ACCESS(10, "510 No command access from this host"),
  SOURCE_ALREADY_KNOWN(11, "511 Source already present"),
  TOO_MANY_SOURCES(12, "512 Too many sources present"),
  NO_RTC(13, "513 RTC driver not running"),
  BAD_RTC_FILE(14, "514 Can't write RTC parameters"),
  INACTIVE(15, "519 Client logging is not active in the daemon"),
  BAD_SAMPLE(16, "516 Sample index out of range"),
  INVALID_ADDRESS_FAMILY(17, "515 Invalid address family"),
  BAD_VERSION(18, "517 Protocol version mismatch"),
  BAD_LENGTH(19, "518 Packet length mismatch"),
  INVALID_NAME(21, "521 Invalid name");

  private static final ControlStatus[] ALL = values();

  private final int code;
  private final String text;

  ControlStatus(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /// The status with this code; empty when the protocol has none.
  public static Optional<ControlStatus> of(int code) {
    for (ControlStatus status : ALL) {
      if (status.code == code) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  public int code() {
    return code;
  }

  public String text() {
    return text;
  }

  /// Whether chronyc takes it for success.
  public boolean isSuccess() {
    return this == SUCCESS || this == ACCESS_ALLOWED || this == ACCESS_DENIED;
  }
}
