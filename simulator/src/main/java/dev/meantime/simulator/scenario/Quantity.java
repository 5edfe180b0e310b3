// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with units as a scenario file has them. Reading and printing shift decimal points
/// without rounding on the way: what is printed reads back as the same number.
enum Quantity {
  /// Seconds.
  TIME("a time such as 1.5s, 20ms, 100us, 10min or 2d"),
  /// s/s.
  FREQUENCY("a frequency such as 40ppm, 1ppb or 1e-9"),
  /// Parts of one.
  SHARE("a share such as 0.1 or 10%"),
  /// Without a unit.
  NUMBER("a number");

  private enum Unit {
    ONE("", "1"),
    SECOND("s", "1"),
    MILLISECOND("ms", "1e-3"),
    MICROSECOND("us", "1e-6"),
    NANOSECOND("ns", "1e-9"),
    MINUTE("min", "60"),
    HOUR("h", "3600"),
    DAY("d", "86400"),
    PPM("ppm", "1e-6"),
    PPB("ppb", "1e-9"),
    PERCENT("%", "1e-2");

    private final String label;
    private final BigDecimal scale;

    Unit(String label, String scale) {
      this.label = label;
      this.scale = new BigDecimal(scale);
    }

    /// Whether dividing by it is a shift of the decimal point.
    boolean isDecimal() {
      return scale.unscaledValue().intValue() == 1;
    }
  }

  // Three digits of an exponent: more would only cost memory.
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:\\d{1,40}(?:\\.\\d{0,40})?|\\.\\d{1,40})(?:[eE][+-]?\\d{1,3})?)(\\D*)");

  private final String example;

  Quantity(String example) {
    this.example = example;
  }

  /// Those that it can be in; the first also when none is named.
  private List<Unit> units() {
    return switch (this) {
      case TIME ->
          List.of(
              Unit.SECOND,
              Unit.MILLISECOND,
              Unit.MICROSECOND,
              Unit.NANOSECOND,
              Unit.MINUTE,
              Unit.HOUR,
              Unit.DAY);
      case FREQUENCY -> List.of(Unit.ONE, Unit.PPM, Unit.PPB);
      case SHARE -> List.of(Unit.ONE, Unit.PERCENT);
      case NUMBER -> List.of(Unit.ONE);
    };
  }

  /// What would be right, for a message.
  String example() {
    return example;
  }

  /// The value in SI units; empty when the word is no such quantity. A number alone is in the first
  /// unit.
  OptionalDouble parse(String word) {
    Matcher matcher = FORM.matcher(word);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    String name = matcher.group(2);
    for (Unit unit : units()) {
      if (unit.label.equals(name) || name.isEmpty()) {
        double value = new BigDecimal(matcher.group(1)).multiply(unit.scale).doubleValue();
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
      }
    }
    return OptionalDouble.empty();
  }

  /// The shortest text with a unit that reads back as this value.
  String print(double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value));
    List<String> forms = new ArrayList<>();
    for (Unit unit : units()) {
      if (unit.isDecimal()) {
        BigDecimal scaled = exact.divide(unit.scale).stripTrailingZeros();
        forms.add(scaled.toPlainString() + unit.label);
        forms.add(scaled.toString().replace("E+", "e").replace('E', 'e') + unit.label);
      }
    }
    String shortest = forms.getFirst();
    for (String form : forms) {
      if (form.length() < shortest.length() && parse(form).equals(OptionalDouble.of(value))) {
        shortest = form;
      }
    }
    return shortest;
  }
}
