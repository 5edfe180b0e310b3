// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.wire.NtpTimestamp;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The variables of the system or of one association, in the order in which they are told. ntpq's
/// readers take what looks like a number for one, so that texts are quoted. Confined to its user.
final class VariableList {

  private static final double MILLIS = 1e3;

  /// In place of a value that there is none of now: the name is known all the same.
  private static final String NONE = "";

  private final Map<String, String> values = new LinkedHashMap<>();
  private int defaults = -1;

  /// Whatever follows is told only to who asks for it by name.
  void endDefaults() {
    defaults = values.size();
  }

  void number(String name, long value) {
    values.put(name, Long.toString(value));
  }

  /// Hexadecimal.
  void bits(String name, long value) {
    values.put(name, "0x" + Long.toHexString(value));
  }

  /// Milliseconds with so many decimals.
  ///
  /// @param seconds the value
  void millis(String name, double seconds, int decimals) {
    decimal(name, seconds * MILLIS, decimals);
  }

  void decimal(String name, double value, int decimals) {
    values.put(name, fixed(value, decimals));
  }

  /// Text in quotation marks.
  void text(String name, String value) {
    values.put(name, quoted(value));
  }

  /// An address, a reference ID or another word that is no number.
  void word(String name, String value) {
    values.put(name, printable(value).replace(' ', '_').replace(',', '_'));
  }

  /// @param nanos since the Unix epoch; 0 for never
  void timestamp(String name, long nanos) {
    values.put(name, timestamp(nanos));
  }

  /// Several numbers in a row.
  ///
  /// @param items milliseconds
  void list(String name, List<Double> items) {
    StringBuilder text = new StringBuilder();
    items.forEach(item -> text.append(' ').append(fixed(item, 2)));
    values.put(name, text.toString());
  }

  /// Names that ntpd has and for which there is nothing to tell.
  void none(String... names) {
    for (String name : names) {
      values.put(name, NONE);
    }
  }

  /// Zero for each: what is counted here never happens.
  void zeros(String... names) {
    for (String name : names) {
      values.put(name, "0");
    }
  }

  /// Adds a list of all names so far.
  void catalogue(String name) {
    values.put(name, quoted(String.join(",", values.keySet())));
  }

  /// What is told without being asked by name.
  byte[] defaults() {
    VariableText text = new VariableText();
    int told = 0;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (told++ == defaults) {
        break;
      }
      add(text, entry.getKey(), entry.getValue());
    }
    return text.octets();
  }

  /// Those of these names, each once.
  ///
  /// @return empty when one is not known
  Optional<byte[]> named(List<String> names) {
    VariableText text = new VariableText();
    for (String name : new LinkedHashSet<>(names)) {
      String value = values.get(name);
      if (value == null) {
        return Optional.empty();
      }
      add(text, name, value);
    }
    return Optional.of(text.octets());
  }

  private static void add(VariableText text, String name, String value) {
    if (!value.equals(NONE)) {
      text.add(name, value);
    }
  }

  /// As ntpd writes it; `0x00000000.00000000` for 0.
  static String timestamp(long nanos) {
    return "0x" + (nanos == 0 ? NtpTimestamp.ZERO : NtpTimestamp.ofEpochNanos(nanos));
  }

  static String fixed(double value, int decimals) {
    // No reader of ntpq's expects "NaN" or "Infinity".
    double finite = Double.isFinite(value) ? value : 0;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", finite);
    return text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9')
        ? text.substring(1)
        : text;
  }

  private static String quoted(String text) {
    return '"' + printable(text) + '"';
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append(c >= ' ' && c < 0x7f && c != '"' ? (char) c : '?'));
    return out.toString();
  }
}
