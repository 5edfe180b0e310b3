// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

/// How a piece of text looks on a terminal that has colours.
enum Style {
  PLAIN(""),
  BOLD("1"),
  FAINT("2"),
  GOOD("32"),
  BAD("31"),
  CLAIM("36"),
  TRUTH("1;33");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /// The parameters of ECMA-48's SGR sequence; empty for none.
  String code() {
    return code;
  }
}
