// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;
import java.util.List;

/// The platform asked for does not exist, or does not run on this machine.
public final class UnknownPlatformException extends IOException {

  private static final long serialVersionUID = 1;

  // An array, since a List need not be serializable.
  private final String[] available;

  UnknownPlatformException(String problem, List<String> available) {
    super(problem + "; available: " + String.join(", ", available));
    this.available = available.toArray(String[]::new);
  }

  /// The names that would work here, best first.
  public List<String> available() {
    return List.of(available);
  }
}
