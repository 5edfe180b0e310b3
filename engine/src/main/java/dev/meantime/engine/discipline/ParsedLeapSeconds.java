// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

/// What a file of leap seconds holds.
public sealed interface ParsedLeapSeconds {

  /// It is good.
  record Valid(LeapSecondTable table) implements ParsedLeapSeconds {}

  /// It cannot be used.
  ///
  /// @param line counts from 1; 0 where the file as a whole is meant
  record Damaged(Problem problem, int line) implements ParsedLeapSeconds {}

  /// What is wrong with a file.
  enum Problem {
    MALFORMED_LINE("not a line of a leap second list"),
    OUT_OF_ORDER("earlier than the line before"),
    HASH_MISMATCH("the hash does not fit: the file was changed or cut"),
    NO_LEAP_SECONDS("no leap second in it"),
    NOT_TZIF("not a compiled time zone"),
    TRUNCATED("cut short"),
    IMPLAUSIBLE("wrong about 2012, whose leap second is known");

    private final String label;

    Problem(String label) {
      this.label = label;
    }

    /// A clause for a log line.
    public String label() {
      return label;
    }
  }
}
