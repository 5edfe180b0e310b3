// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// Ends the reading of a line that makes no sense. Never leaves the parser.
final class Mistake extends Exception {

  private static final long serialVersionUID = 1;

  private final int column;
  private final String hint;

  /// @param hint what would be right; empty when nobody knows
  Mistake(int column, String message, String hint) {
    super(message, null, false, false);
    this.column = column;
    this.hint = hint;
  }

  int column() {
    return column;
  }

  String hint() {
    return hint;
  }
}
