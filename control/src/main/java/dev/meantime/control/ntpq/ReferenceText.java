// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.wire.ReferenceId;

/// A reference ID as ntpd writes it: an address from stratum 2 on, a name below.
final class ReferenceText {

  /// ntpd's for whoever has not been synchronised yet.
  static final String INITIAL = "INIT";

  /// ntpd's for a source whose address is being looked up.
  static final String LOOKING_UP = "DNS";

  private ReferenceText() {}

  static String of(ReferenceId id, int stratum) {
    if (id.equals(ReferenceId.NONE)) {
      return INITIAL;
    }
    return stratum > 1 || id.text().isEmpty() ? id.dotted() : id.text();
  }
}
