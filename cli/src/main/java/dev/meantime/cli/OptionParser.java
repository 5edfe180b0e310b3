// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads a command line as getopt_long does: `-nc`, `-p 323`, `-p323`, `--port 323`, `--port=323`,
/// and `--` before operands that look like options.
///
/// Not picocli: its classes are of a version that the JVM's AOT cache does not take, so loading
/// them costs more than everything else that a short command does.
final class OptionParser {

  private static final int COLUMN = 27;

  private final String command;
  private final String summary;
  private final String operands;
  private final List<Option> options;

  /// @param command as typed, such as `tracking`
  /// @param summary what it does, without a full stop at the end
  /// @param operands what may follow the options, for the help text; empty when nothing may
  OptionParser(String command, String summary, String operands, List<Option> options) {
    this.command = command;
    this.summary = summary;
    this.operands = operands;
    // A loop: setting up a stream is a tenth of what a short command takes.
    boolean taken = false;
    for (Option option : options) {
      taken |= option.letter().equals("h");
    }
    this.options = new ArrayList<>(options);
    this.options.add(Option.flag(taken ? "" : "h", "help", "this text"));
  }

  /// What was given.
  static final class Parsed {

    // In the order of the command line; of a repeated option the last counts.
    private final LinkedHashMap<String, String> values = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();

    boolean has(String name) {
      return values.containsKey(name);
    }

    /// Which of two options that exclude each other came last; empty when neither was given.
    Optional<String> last(String one, String other) {
      Optional<String> last = Optional.empty();
      for (String key : values.keySet()) {
        if (key.equals(one) || key.equals(other)) {
          last = Optional.of(key);
        }
      }
      return last;
    }

    /// The option's argument, the last if it was repeated; empty if it had none.
    Optional<String> value(String name) {
      return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /// The option's argument as a whole number.
    ///
    /// @throws UsageException when it is none, or not in that range
    int integer(String name, int otherwise, int least, int most) throws UsageException {
      return (int) whole(name, otherwise, least, most);
    }

    /// The option's argument as any whole number.
    ///
    /// @throws UsageException when it is none
    int integer(String name, int otherwise) throws UsageException {
      Optional<String> value = value(name);
      try {
        return value.isEmpty() ? otherwise : Integer.parseInt(value.get());
      } catch (NumberFormatException e) {
        throw new UsageException(shown(name) + " takes a whole number: " + value.get());
      }
    }

    /// The same for larger numbers.
    ///
    /// @throws UsageException when it is none, or not in that range
    long whole(String name, long otherwise, long least, long most) throws UsageException {
      Optional<String> value = value(name);
      if (value.isEmpty()) {
        return otherwise;
      }
      try {
        long number = Long.parseLong(value.get());
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, like a number out of range.
      }
      throw new UsageException(
          shown(name) + " takes a number from " + least + " to " + most + ": " + value.get());
    }

    /// The option's argument as a number.
    ///
    /// @throws UsageException when it is none, or less than that
    double real(String name, double otherwise, double least) throws UsageException {
      Optional<String> value = value(name);
      if (value.isEmpty()) {
        return otherwise;
      }
      try {
        double number = Double.parseDouble(value.get());
        if (number >= least && number < Double.POSITIVE_INFINITY) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, like a number out of range.
      }
      throw new UsageException(
          shown(name) + " takes a number from " + least + " on: " + value.get());
    }

    private static String shown(String name) {
      return (name.length() == 1 ? "-" : "--") + name;
    }

    List<String> operands() {
      return List.copyOf(operands);
    }
  }

  /// @throws UsageException when the command line makes no sense
  Parsed parse(List<String> args) throws UsageException {
    Parsed parsed = new Parsed();
    int next = 0;
    boolean optionsEnded = false;
    while (next < args.size()) {
      String word = args.get(next++);
      if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
        if (operands.isEmpty()) {
          throw new UsageException("what is '" + word + "'? Only options are expected");
        }
        parsed.operands.add(word);
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else if (word.startsWith("--")) {
        next = parseLong(parsed, word, args, next);
      } else {
        next = parseShort(parsed, word, args, next);
      }
    }
    return parsed;
  }

  private int parseLong(Parsed parsed, String word, List<String> args, int next)
      throws UsageException {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    Option option = byName(name);
    if (equals < 0) {
      return follow(parsed, option, "--" + name, args, next);
    }
    if (option.argument() == Option.Argument.NONE) {
      throw new UsageException("--" + name + " takes no argument");
    }
    parsed.values.putLast(option.key(), word.substring(equals + 1));
    return next;
  }

  private int parseShort(Parsed parsed, String word, List<String> args, int next)
      throws UsageException {
    for (int i = 1; i < word.length(); i++) {
      String letter = word.substring(i, i + 1);
      Option option = byLetter(letter);
      if (option.argument() == Option.Argument.NONE) {
        parsed.values.putLast(option.key(), "");
      } else if (i + 1 < word.length()) {
        parsed.values.putLast(option.key(), word.substring(i + 1));
        return next;
      } else {
        return follow(parsed, option, "-" + letter, args, next);
      }
    }
    return next;
  }

  /// Takes the next word as the option's argument where there is one to take.
  private static int follow(Parsed parsed, Option option, String shown, List<String> args, int next)
      throws UsageException {
    boolean there = next < args.size();
    boolean taken =
        switch (option.argument()) {
          case NONE -> false;
          case OPTIONAL -> there && startsNumber(args.get(next));
          case REQUIRED -> {
            if (!there) {
              throw new UsageException(shown + " needs " + option.label());
            }
            yield true;
          }
        };
    parsed.values.putLast(option.key(), taken ? args.get(next) : "");
    return taken ? next + 1 : next;
  }

  private static boolean startsNumber(String word) {
    return !word.isEmpty() && (Character.isDigit(word.charAt(0)) || word.charAt(0) == '.');
  }

  private Option byName(String name) throws UsageException {
    for (Option option : options) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    String hint =
        Spelling.nearest(
                name, options.stream().map(Option::name).filter(known -> !known.isEmpty()).toList())
            .map(near -> "; did you mean --" + near + "?")
            .orElse("");
    throw new UsageException("no option --" + name + hint);
  }

  private Option byLetter(String letter) throws UsageException {
    for (Option option : options) {
      if (option.letter().equals(letter)) {
        return option;
      }
    }
    throw new UsageException("no option -" + letter);
  }

  /// The help text.
  String help() {
    StringBuilder text =
        new StringBuilder("Usage: meantime ")
            .append(command)
            .append(" [OPTION]...")
            .append(operands.isEmpty() ? "" : " " + operands)
            .append('\n')
            .append(summary)
            .append(".\n\n");
    for (Option option : options) {
      String forms = "  " + option.forms();
      // Two blanks at least between the columns; forms that are too long get a line of their own.
      text.append(
          forms.length() > COLUMN - 2
              ? forms + "\n" + " ".repeat(COLUMN)
              : Numbers.left(forms, COLUMN));
      text.append(option.description().replace("\n", "\n" + " ".repeat(COLUMN))).append('\n');
    }
    return text.toString();
  }
}
