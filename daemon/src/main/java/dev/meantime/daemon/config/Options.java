// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/// The options that follow a directive's fixed arguments: names, some with a value. Confined to one
/// line.
final class Options {

  private final Map<String, Option> table = new LinkedHashMap<>();

  private record Option(boolean hasValue, Reader reader) {}

  @FunctionalInterface
  private interface Reader {
    /// Reads one option.
    ///
    /// @param name the option's
    /// @param value the option's, or again its name when it has none
    void read(Arguments arguments, Word name, Word value);
  }

  Options flag(String name, Runnable set) {
    table.put(name, new Option(false, (arguments, at, value) -> set.run()));
    return this;
  }

  /// A flag that is understood but has no effect yet.
  Options flagNotYet(String name, String consequence, Runnable set) {
    table.put(
        name,
        new Option(
            false,
            (arguments, at, value) -> {
              warnNotYet(arguments, at, name, consequence);
              set.run();
            }));
    return this;
  }

  Options integer(String name, int min, int max, IntConsumer set) {
    return unsigned(name, min, max, v -> set.accept((int) v));
  }

  Options unsigned(String name, long min, long max, LongConsumer set) {
    table.put(
        name, new Option(true, (arguments, at, value) -> arguments.integer(value, min, max, set)));
    return this;
  }

  Options real(String name, DoubleConsumer set) {
    table.put(name, new Option(true, (arguments, at, value) -> arguments.wholeReal(value, set)));
    return this;
  }

  /// A hexadecimal number out of a few.
  Options hexadecimal(String name, Collection<Integer> valid, String hint, IntConsumer set) {
    table.put(
        name,
        new Option(
            true,
            (arguments, at, value) -> {
              OptionalLong number = CNumber.hexadecimal(value.text());
              if (number.isEmpty() || valid.stream().noneMatch(v -> v == number.getAsLong())) {
                arguments.error(value, "'" + value.text() + "' is not a known type", hint);
              } else {
                set.accept((int) number.getAsLong());
              }
            }));
    return this;
  }

  Options choice(String name, Collection<String> valid, Consumer<String> set) {
    table.put(
        name, new Option(true, (arguments, at, value) -> arguments.choice(value, valid, set)));
    return this;
  }

  /// A word of limited length.
  Options text(String name, int maxLength, Consumer<String> set) {
    table.put(
        name,
        new Option(
            true,
            (arguments, at, value) -> {
              if (value.text().length() > maxLength) {
                arguments.error(
                    value,
                    "'" + value.text() + "' is too long",
                    "at most " + maxLength + " characters");
              } else {
                set.accept(value.text());
              }
            }));
    return this;
  }

  /// Reads all arguments from this one on.
  void read(Arguments arguments, int from) {
    int i = from;
    while (i < arguments.count()) {
      Word name = arguments.word(i++);
      Option option = table.get(name.text().toLowerCase(Locale.ROOT));
      if (option == null) {
        arguments.error(
            name,
            "'" + arguments.directive() + "' has no option '" + name.text() + "'",
            hint(name.text()));
      } else if (!option.hasValue()) {
        option.reader().read(arguments, name, name);
      } else if (i == arguments.count()) {
        arguments.error(name, "option '" + name.text() + "' needs a value", "");
      } else {
        option.reader().read(arguments, name, arguments.word(i++));
      }
    }
  }

  private String hint(String word) {
    return word.startsWith("#")
        ? "a comment needs a line of its own"
        : Spelling.hint(word, table.keySet());
  }

  private static void warnNotYet(Arguments arguments, Word at, String name, String consequence) {
    arguments.warnOnce(
        "option " + name, at, "option '" + name + "' has no effect yet", consequence);
  }
}
