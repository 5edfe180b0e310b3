// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.ArrayList;
import java.util.List;

/// One line on the screen. Every character takes one column.
///
/// @param spans from left to right
record Line(List<Span> spans) {

  /// A piece of one look.
  record Span(String text, Style style) {}

  static final Line EMPTY = new Line(List.of());

  Line {
    spans = List.copyOf(spans);
  }

  static Line of(String text) {
    return of(text, Style.PLAIN);
  }

  static Line of(String text, Style style) {
    return new Line(List.of(new Span(text, style)));
  }

  Line plus(String text) {
    return plus(text, Style.PLAIN);
  }

  Line plus(String text, Style style) {
    List<Span> longer = new ArrayList<>(spans);
    if (!spans.isEmpty() && spans.getLast().style() == style) {
      longer.set(longer.size() - 1, new Span(spans.getLast().text() + text, style));
    } else {
      longer.add(new Span(text, style));
    }
    return new Line(longer);
  }

  /// Without what does not fit into that many columns.
  Line cut(int width) {
    List<Span> fitting = new ArrayList<>();
    int left = width;
    for (Span span : spans) {
      String text = span.text();
      String fits = text.length() <= left ? text : text.substring(0, Math.max(0, left));
      fitting.add(new Span(fits, span.style()));
      left -= fits.length();
    }
    return new Line(fitting);
  }

  /// The text alone.
  String text() {
    StringBuilder text = new StringBuilder();
    spans.forEach(span -> text.append(span.text()));
    return text.toString();
  }

  /// With the sequences that give colours.
  String coloured() {
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      if (span.style() == Style.PLAIN || span.text().isBlank()) {
        text.append(span.text());
      } else {
        text.append("\033[").append(span.style().code()).append('m');
        text.append(span.text()).append("\033[0m");
      }
    }
    return text.toString();
  }
}
