// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Finds and opens a {@link Platform}.
public final class Platforms {

  private Platforms() {}

  /// Opens the platform with this name, or without one the supported platform with the highest
  /// rank, provided its rank is not negative.
  ///
  /// @throws UnknownPlatformException when there is no such platform, or it does not run here; the
  ///   message lists those that do
  /// @throws IOException when the platform cannot be opened, or a provider cannot be loaded
  public static Platform open(Optional<String> name) throws IOException {
    return choose(name, providers()).open();
  }

  private static List<PlatformProvider> providers() throws IOException {
    List<PlatformProvider> found = new ArrayList<>();
    try {
      ServiceLoader.load(PlatformProvider.class, Platforms.class.getClassLoader())
          .forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new IOException("a platform provider cannot be loaded: " + e.getMessage(), e);
    }
    return found;
  }

  static PlatformProvider choose(Optional<String> name, List<PlatformProvider> providers)
      throws UnknownPlatformException {
    List<PlatformProvider> supported =
        providers.stream()
            .filter(PlatformProvider::isSupported)
            .sorted(Comparator.comparingInt(PlatformProvider::rank).reversed())
            .toList();
    List<String> available = supported.stream().map(PlatformProvider::name).distinct().toList();
    if (name.isEmpty()) {
      return supported.stream()
          .filter(provider -> provider.rank() >= 0)
          .findFirst()
          .orElseThrow(
              () -> new UnknownPlatformException("no platform runs on this machine", available));
    }
    String wanted = name.get();
    Optional<PlatformProvider> match =
        supported.stream().filter(provider -> provider.name().equals(wanted)).findFirst();
    if (match.isPresent()) {
      return match.get();
    }
    boolean exists = providers.stream().anyMatch(provider -> provider.name().equals(wanted));
    throw new UnknownPlatformException(
        exists
            ? "platform '" + wanted + "' does not run on this machine"
            : "no platform '" + wanted + "'",
        available);
  }
}
