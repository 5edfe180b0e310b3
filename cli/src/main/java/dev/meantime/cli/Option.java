// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

/// One option of a command.
///
/// @param letter its short form without the dash, such as `p`; empty for none
/// @param name its long form without the dashes; empty for none
/// @param argument whether something follows it
/// @param label what that is called in the help text; empty without an argument
/// @param description one or two lines of the help text
record Option(String letter, String name, Argument argument, String label, String description) {

  /// Whether something follows an option.
  enum Argument {
    NONE,
    /// `--watch`, `--watch=5` or `--watch 5`
    OPTIONAL,
    REQUIRED
  }

  static Option flag(String letter, String name, String description) {
    return new Option(letter, name, Argument.NONE, "", description);
  }

  static Option valued(String letter, String name, String label, String description) {
    return new Option(letter, name, Argument.REQUIRED, label, description);
  }

  /// Without a long form, as chronyd's.
  static Option flag(String letter, String description) {
    return flag(letter, "", description);
  }

  /// Without a long form, as chronyd's.
  static Option valued(String letter, String label, String description) {
    return valued(letter, "", label, description);
  }

  static Option optional(String name, String label, String description) {
    return new Option("", name, Argument.OPTIONAL, label, description);
  }

  /// What a program asks for it by: the long form, or the short one if there is no other.
  String key() {
    return name.isEmpty() ? letter : name;
  }

  /// As it stands in the help text: `-p, --port PORT`.
  String forms() {
    String shown =
        switch (argument) {
          case NONE -> "";
          case OPTIONAL -> "[=" + label + "]";
          case REQUIRED -> " " + label;
        };
    if (name.isEmpty()) {
      return "-" + letter + shown;
    }
    return (letter.isEmpty() ? "    " : "-" + letter + ", ") + "--" + name + shown;
  }
}
