// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

/// One thing wrong with a configuration.
///
/// @param file the file's path; empty for a directive given as an argument of the command
/// @param line from 1, or the argument's number; 0 when the file itself is the problem
/// @param column from 1, in characters; 0 when the file itself is the problem
/// @param severity whether it can be lived with
/// @param message what is wrong, without a full stop
/// @param hint what would be right; empty when nobody knows
public record ConfigProblem(
    String file, int line, int column, Severity severity, String message, String hint) {

  /// Whether a problem can be lived with.
  public enum Severity {
    /// The configuration cannot be used.
    ERROR("error"),
    /// It can, but something in it has no effect.
    WARNING("warning");

    private final String label;

    Severity(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// `FILE:LINE:COLUMN: error: MESSAGE (HINT)`.
  @Override
  public String toString() {
    String place = file.isEmpty() ? "argument " + line : line == 0 ? file : file + ":" + line;
    return place
        + (column == 0 ? "" : ":" + column)
        + ": "
        + severity.label()
        + ": "
        + message
        + (hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
