// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.regex.Pattern;

/// What hosts and servers may be called: one word that a resolver would take.
final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,62}");

  private Names() {}

  static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }

  /// @throws IllegalArgumentException when it is none
  static void check(String word) {
    if (!isName(word)) {
      throw new IllegalArgumentException("not a name: " + word);
    }
  }
}
