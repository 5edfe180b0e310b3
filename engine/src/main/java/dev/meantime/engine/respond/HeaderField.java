// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// Where the fields of the NTP header are (RFC 5905 §7.3, figure 8), in octets from its start.
final class HeaderField {

  private HeaderField() {}

  static final int STRATUM = 1;
  static final int POLL = 2;
  static final int PRECISION = 3;
  static final int ROOT_DELAY = 4;
  static final int ROOT_DISPERSION = 8;
  static final int REFERENCE_ID = 12;
  static final int REFERENCE = 16;
  static final int ORIGIN = 24;
  static final int RECEIVE = 32;
  static final int TRANSMIT = 40;
}
