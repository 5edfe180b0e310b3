// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

/// Of a terminal, in characters.
record Size(int columns, int rows) {

  /// What every terminal has.
  static final Size USUAL = new Size(80, 24);
}
