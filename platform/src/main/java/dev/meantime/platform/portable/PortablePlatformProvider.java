// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.Platform;
import dev.meantime.platform.PlatformProvider;
import java.io.IOException;

/// Provides `portable`, the platform of last resort.
public final class PortablePlatformProvider implements PlatformProvider {

  @Override
  public String name() {
    return "portable";
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public boolean isSupported() {
    return true;
  }

  @Override
  public Platform open() throws IOException {
    return new PortablePlatform();
  }
}
