// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import dev.meantime.platform.Entropy;
import java.security.SecureRandom;

/// The JDK's secure random numbers.
public final class SecureEntropy implements Entropy {

  private final SecureRandom random = new SecureRandom();

  /// Seeded by the operating system.
  public SecureEntropy() {}

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
