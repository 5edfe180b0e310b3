// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

/// Why a reading was not used.
public enum ReferenceClockRejection {
  MALFORMED("the writer's data make no sense"),
  NOT_SYNCHRONISED("the reference clock says that it is not synchronised"),
  FROM_THE_FUTURE("the reading is from the future"),
  OLD("the reading is older than two polls"),
  NOT_NEWER("the reading is not newer than the last one"),
  NO_TAI_OFFSET("the difference between TAI and UTC is not known"),
  CLOCK_NOT_SYNCHRONISED("no clock tells which second the pulse marks: ours is not synchronised"),
  CLOCK_UNCERTAIN("our clock is not certain enough to tell which second the pulse marks"),
  NO_LOCK_SAMPLE("the source that the pulses are locked to has no sample that is fresh enough"),
  LOCK_UNCERTAIN("the source that the pulses are locked to does not tell the second clearly"),
  WRONG_EDGE("it may be the wrong edge of the pulse");

  private final String label;

  ReferenceClockRejection(String label) {
    this.label = label;
  }

  /// For a person, without a full stop.
  public String label() {
    return label;
  }
}
