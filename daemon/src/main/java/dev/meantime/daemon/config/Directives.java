// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.net.InetAddress;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;

/// The shapes that most directives have.
final class Directives {

  private Directives() {}

  /// No argument.
  static Directive flag(String name, Runnable set) {
    return Directive.of(name, "", 0, 0, arguments -> set.run());
  }

  /// One whole number.
  static Directive integer(String name, String usage, int min, int max, IntConsumer set) {
    return Directive.of(name, usage, 1, 1, arguments -> arguments.integer(0, min, max, set));
  }

  /// One floating-point number.
  static Directive real(String name, String usage, DoubleConsumer set) {
    return Directive.of(name, usage, 1, 1, arguments -> arguments.real(0, set));
  }

  /// One word taken as it is.
  static Directive text(String name, String usage, Consumer<String> set) {
    return Directive.of(name, usage, 1, 1, arguments -> set.accept(arguments.text(0)));
  }

  /// One of several words, whatever its case.
  static Directive choice(
      String name, String usage, Collection<String> valid, Consumer<String> set) {
    return Directive.of(
        name, usage, 1, 1, arguments -> arguments.choice(arguments.word(0), valid, set));
  }

  /// One IP address; the last of each family counts.
  static Directive address(String name, Consumer<InetAddress> ipv4, Consumer<InetAddress> ipv6) {
    return Directive.of(name, "ADDRESS", 1, 1, arguments -> arguments.address(0, ipv4, ipv6));
  }
}
