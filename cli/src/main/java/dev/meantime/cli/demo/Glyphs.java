// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

/// The characters that can be shown.
public enum Glyphs {
  UNICODE,
  ASCII;

  /// Lines are composed in Unicode; this is what is shown of one. It has as many characters.
  String shown(String text) {
    return switch (this) {
      case UNICODE -> text;
      case ASCII -> ascii(text);
    };
  }

  private static String ascii(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(
          switch (c) {
            case 'µ' -> 'u';
            case '×' -> 'x';
            case '…' -> '~';
            case '│' -> '|';
            case '└', '┴' -> '+';
            case '─' -> '-';
            case '▸' -> '>';
            default -> c < 0x80 ? c : '?';
          });
    }
    return plain.toString();
  }

  /// All of a line.
  Line shown(Line line) {
    return new Line(
        line.spans().stream()
            .map(span -> new Line.Span(shown(span.text()), span.style()))
            .toList());
  }
}
