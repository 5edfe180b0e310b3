// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// Writes the few elements of SVG that a plot needs. Numbers have one decimal, a tenth of a pixel.
/// Confined to its caller.
final class SvgWriter {

  private final StringBuilder out = new StringBuilder();

  /// @param pairs names and values in turn
  void open(String element, String... pairs) {
    tag(element, pairs);
    out.append(">\n");
  }

  void close(String element) {
    out.append("</").append(element).append(">\n");
  }

  void empty(String element, String... pairs) {
    tag(element, pairs);
    out.append("/>\n");
  }

  void text(String element, String content, String... pairs) {
    tag(element, pairs);
    out.append('>').append(escaped(content)).append("</").append(element).append(">\n");
  }

  private void tag(String element, String... pairs) {
    out.append('<').append(element);
    for (int i = 0; i < pairs.length; i += 2) {
      out.append(' ').append(pairs[i]).append("=\"").append(escaped(pairs[i + 1])).append('"');
    }
  }

  static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }

  /// What XML 1.0 cannot hold becomes a question mark.
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            default -> safe.appendCodePoint(isAllowed(c) ? c : '?');
          }
        });
    return safe.toString();
  }

  private static boolean isAllowed(int c) {
    boolean control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    boolean noCharacter = (c & 0xfffe) == 0xfffe;
    return c == '\n' || !(control || surrogate || noCharacter);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
