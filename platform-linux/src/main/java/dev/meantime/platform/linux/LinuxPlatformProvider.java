// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.Platform;
import dev.meantime.platform.PlatformProvider;
import java.io.IOException;
import java.util.Set;

/// Provides `linux`, on x86-64 and arm64.
public final class LinuxPlatformProvider implements PlatformProvider {

  private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

  /// For the service loader.
  public LinuxPlatformProvider() {}

  @Override
  public String name() {
    return "linux";
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public boolean isSupported() {
    return System.getProperty("os.name").equals("Linux")
        && ARCHITECTURES.contains(System.getProperty("os.arch"));
  }

  @Override
  public Platform open() throws IOException {
    return new LinuxPlatform();
  }
}
