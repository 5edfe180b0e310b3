// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.daemon.config.Spelling;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// One line of a scenario file, read word by word from the left.
final class LineReader {

  /// A word and where it starts, from 1.
  record Word(String text, int column) {}

  private final String text;
  private final List<Word> words = new ArrayList<>();
  private int next;

  /// @param line without its end; what follows a `#` that starts a word is a comment
  LineReader(String line) {
    int end = line.length();
    int start = -1;
    for (int i = 0; i <= end; i++) {
      boolean blank = i == end || Character.isWhitespace(line.charAt(i));
      if (blank && start >= 0) {
        words.add(new Word(line.substring(start, i), start + 1));
        start = -1;
      } else if (!blank && start < 0) {
        if (line.charAt(i) == '#') {
          end = i;
          break;
        }
        start = i;
      }
    }
    text = line.substring(0, end).stripTrailing();
  }

  boolean atEnd() {
    return next == words.size();
  }

  /// The word read last.
  Word last() {
    return words.get(next - 1);
  }

  /// Everything after the word read last, and where it starts.
  ///
  /// @throws Mistake when nothing follows
  Word rest(String what) throws Mistake {
    Word first = word(what);
    next = words.size();
    return new Word(text.substring(first.column() - 1), first.column());
  }

  /// @param what it should be, with its article
  Word word(String what) throws Mistake {
    if (atEnd()) {
      throw new Mistake(text.length() + 1, "here " + what + " is missing", "");
    }
    return words.get(next++);
  }

  /// @throws Mistake when something follows
  void end() throws Mistake {
    if (!atEnd()) {
      Word word = words.get(next);
      throw new Mistake(word.column(), "nothing is expected here: '" + word.text() + "'", "");
    }
  }

  double quantity(Quantity quantity) throws Mistake {
    Word word = word(quantity.example());
    OptionalDouble value = quantity.parse(word.text());
    if (value.isEmpty()) {
      throw mistake("'" + word.text() + "' is not " + quantity.example(), "");
    }
    return value.getAsDouble();
  }

  /// The same, from zero to `most`.
  double positive(Quantity quantity, double most) throws Mistake {
    double value = quantity(quantity);
    if (value < 0) {
      throw mistake("'" + last().text() + "' is negative", "write it without the minus sign");
    }
    if (value > most) {
      throw mistake("'" + last().text() + "' is too much", "at most " + quantity.print(most));
    }
    // Of two zeros the positive one.
    return Math.abs(value);
  }

  /// A whole number from `least` to `most`.
  int whole(int least, int most) throws Mistake {
    double value = quantity(Quantity.NUMBER);
    if (value != Math.rint(value) || value < least || value > most) {
      throw mistake(
          "'" + last().text() + "' is not a whole number from " + least + " to " + most, "");
    }
    return (int) value;
  }

  Word name() throws Mistake {
    Word word = word("a name");
    if (!Names.isName(word.text())) {
      throw mistake(
          "'" + word.text() + "' is not a name",
          "a letter, then letters, digits, '-' and '.', at most 63 together");
    }
    return word;
  }

  InetAddress address() throws Mistake {
    Word word = word("an IP address");
    try {
      if (word.text().indexOf('%') < 0) {
        return InetAddress.ofLiteral(word.text());
      }
      throw mistake("'" + word.text() + "' has a zone, which no simulated host has", "");
    } catch (IllegalArgumentException e) {
      throw mistake(
          "'" + word.text() + "' is not an IP address", "such as 192.0.2.1 or 2001:db8::1");
    }
  }

  /// The next word, which names one of these in lower case.
  ///
  /// @param what it should be, with its article
  <E extends Enum<E>> E oneOf(String what, Class<E> valid) throws Mistake {
    Word word = word(what);
    List<String> names = new ArrayList<>();
    for (E constant : valid.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(word.text())) {
        return constant;
      }
      names.add(name);
    }
    throw mistake("'" + word.text() + "' is not " + what, Spelling.hint(word.text(), names));
  }

  /// About the word read last.
  Mistake mistake(String message, String hint) {
    return new Mistake(last().column(), message, hint);
  }
}
