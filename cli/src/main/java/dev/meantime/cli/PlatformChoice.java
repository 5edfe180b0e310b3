// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.platform.Platform;
import dev.meantime.platform.PlatformProvider;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// Finds the platform to run on among those on the module path.
final class PlatformChoice {

  private PlatformChoice() {}

  /// Opens the one of that name, or with an empty name the best that this machine supports.
  ///
  /// @throws IOException with a message for the user, when there is none or it refuses
  static Platform open(String name) throws IOException {
    return choose(
            name,
            ServiceLoader.load(PlatformProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList())
        .open();
  }

  /// @throws IOException when there is none
  static PlatformProvider choose(String name, List<PlatformProvider> providers) throws IOException {
    if (name.isEmpty()) {
      return providers.stream()
          .filter(provider -> provider.rank() >= 0 && provider.isSupported())
          .max(Comparator.comparingInt(PlatformProvider::rank))
          .orElseThrow(() -> new IOException("no platform supports this machine"));
    }
    Optional<PlatformProvider> named =
        providers.stream().filter(provider -> provider.name().equals(name)).findFirst();
    if (named.isEmpty()) {
      throw new IOException(
          "there is no platform '"
              + name
              + "' (known: "
              + providers.stream()
                  .map(PlatformProvider::name)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ")");
    }
    if (!named.get().isSupported()) {
      throw new IOException("the platform '" + name + "' does not support this machine");
    }
    return named.get();
  }
}
