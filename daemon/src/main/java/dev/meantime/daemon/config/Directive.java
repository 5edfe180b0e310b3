// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

/// One word of the configuration language.
///
/// @param name in lower case
/// @param usage its arguments, for a person: capitals for values, brackets for what can be left out
/// @param minArguments how many it needs
/// @param maxArguments how many it takes
/// @param state what becomes of it
/// @param handler what it does; called with a valid number of arguments
record Directive(
    String name, String usage, int minArguments, int maxArguments, State state, Handler handler) {

  static final int ANY_NUMBER = Integer.MAX_VALUE;

  /// What becomes of a directive.
  enum State {
    /// It has its effect.
    SUPPORTED,
    /// It is checked, and a warning says that it has no effect yet.
    NOT_YET,
    /// chrony once had it. A warning says so; its arguments are not looked at.
    OBSOLETE
  }

  /// What a directive does.
  @FunctionalInterface
  interface Handler {
    void apply(Arguments arguments);
  }

  /// The same, without effect yet.
  Directive notYet() {
    return new Directive(name, usage, minArguments, maxArguments, State.NOT_YET, handler);
  }

  static Directive of(String name, String usage, int min, int max, Handler handler) {
    return new Directive(name, usage, min, max, State.SUPPORTED, handler);
  }

  static Directive obsolete(String name) {
    return new Directive(name, "", 0, ANY_NUMBER, State.OBSOLETE, arguments -> {});
  }
}
