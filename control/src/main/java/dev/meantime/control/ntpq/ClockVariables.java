// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ControlAddress;
import dev.meantime.wire.ReferenceId;

/// The variables of a reference clock that are not those of its association.
final class ClockVariables {

  private ClockVariables() {}

  static VariableList of(ListedSource source) {
    VariableList list = new VariableList();
    String name = new ReferenceId(source.referenceId()).text();
    list.text("name", name);
    list.text("timecode", "");
    list.number("stratum", source.report().stratum());
    list.word("refid", name.isEmpty() ? ControlAddress.UNSPECIFIED.text() : name);
    list.number("flags", 0);
    list.text("device", name);
    list.endDefaults();
    list.none("type", "poll", "noreply", "badformat", "baddata", "fudgetime1", "fudgetime2");
    list.catalogue("clock_var_list");
    return list;
  }
}
