// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/// The arguments of one directive. Each reader hands a valid value on and reports an invalid one.
/// Confined to one run of the parser.
final class Arguments {

  private final Line line;
  private final List<Word> words;
  private final Problems problems;

  Arguments(Line line, Problems problems) {
    this.line = line;
    this.words = line.arguments();
    this.problems = problems;
  }

  /// Where the directive stands.
  String file() {
    return line.file();
  }

  /// Where the directive stands.
  int number() {
    return line.number();
  }

  int count() {
    return words.size();
  }

  List<Word> words() {
    return words;
  }

  Word word(int index) {
    return words.get(index);
  }

  String text(int index) {
    return words.get(index).text();
  }

  /// The directive's name as it is spelt in the documentation.
  String directive() {
    return line.directive().text().toLowerCase(Locale.ROOT);
  }

  /// How many errors there are so far, here and elsewhere.
  int errors() {
    return problems.errors();
  }

  /// The directive's name as the file has it.
  Word directiveWord() {
    return line.directive();
  }

  void error(Word at, String message, String hint) {
    problems.error(line, at, message, hint);
  }

  /// An error of the line as a whole.
  void error(String message, String hint) {
    problems.error(line, line.directive(), message, hint);
  }

  /// Warns once of something that is understood but has no effect, or one that is not wanted.
  void warnOnce(String subject, Word at, String message, String hint) {
    problems.warnOnce(subject, line, at, message, hint);
  }

  void integer(int index, int min, int max, IntConsumer then) {
    integer(word(index), min, max, v -> then.accept((int) v));
  }

  void integer(Word word, long min, long max, LongConsumer then) {
    integer(word, CNumber.integer(word.text()), min, max, then);
  }

  /// An integer that a whole-line scanf reads: at the end of the line anything may follow it.
  void scannedInteger(int index, int min, int max, IntConsumer then) {
    Word word = word(index);
    OptionalLong value =
        index == count() - 1 ? CNumber.integerPrefix(word.text()) : CNumber.integer(word.text());
    integer(word, value, min, max, v -> then.accept((int) v));
  }

  /// A whole number, whatever follows in its word.
  void looseInteger(int index, long min, long max, LongConsumer then) {
    integer(word(index), CNumber.integerPrefix(text(index)), min, max, then);
  }

  private void integer(Word word, OptionalLong value, long min, long max, LongConsumer then) {
    if (value.isEmpty()) {
      error(word, "'" + word.text() + "' is not a whole number", range(min, max));
    } else if (value.getAsLong() < min || value.getAsLong() > max) {
      error(word, word.text() + " is out of range", range(min, max));
    } else {
      then.accept(value.getAsLong());
    }
  }

  /// A floating-point number that a whole-line scanf reads: at the end of the line anything may
  /// follow it.
  void real(int index, DoubleConsumer then) {
    if (index == count() - 1) {
      looseReal(index, then);
    } else {
      wholeReal(word(index), then);
    }
  }

  /// A floating-point number, whatever follows in its word.
  void looseReal(int index, DoubleConsumer then) {
    real(word(index), CNumber.realPrefix(text(index)), then);
  }

  /// A word that is a floating-point number and nothing else.
  void wholeReal(Word word, DoubleConsumer then) {
    real(word, CNumber.real(word.text()), then);
  }

  private void real(Word word, OptionalDouble value, DoubleConsumer then) {
    if (value.isPresent()) {
      then.accept(value.getAsDouble());
    } else {
      error(word, "'" + word.text() + "' is not a number", "like 2, 0.5 or 1e-6");
    }
  }

  /// One of these words, whatever its case.
  void choice(Word word, Collection<String> valid, Consumer<String> then) {
    String lower = word.text().toLowerCase(Locale.ROOT);
    if (valid.contains(lower)) {
      then.accept(lower);
    } else {
      error(
          word,
          "'" + word.text() + "' is not a valid value of '" + directive() + "'",
          Spelling.hint(lower, valid));
    }
  }

  void address(int index, Consumer<InetAddress> ipv4, Consumer<InetAddress> ipv6) {
    Optional<InetAddress> address = IpLiteral.parse(text(index));
    if (address.isEmpty()) {
      error(
          word(index),
          "'" + text(index) + "' is not an IP address",
          "like 192.0.2.1 or 2001:db8::1");
    } else if (address.get() instanceof Inet4Address) {
      ipv4.accept(address.get());
    } else {
      ipv6.accept(address.get());
    }
  }

  private static String range(long min, long max) {
    if (max == Integer.MAX_VALUE || max == Long.MAX_VALUE) {
      return min == Integer.MIN_VALUE ? "" : "allowed: " + min + " or more";
    }
    return "allowed: " + min + " to " + max;
  }
}
