// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;

/// Makes a {@link Platform}. Found by {@link java.util.ServiceLoader}; a jar outside the source
/// tree that provides one is put on the module path by `MEANTIME_MODULE_PATH` and chosen by
/// `--platform NAME`.
public interface PlatformProvider {

  /// What `--platform` calls it: lower case, no blanks.
  String name();

  /// Whether to take this one when none was asked for: the supported provider with the highest rank
  /// wins. `portable` has 0, `linux` 10; a provider that only runs when named returns a negative
  /// number.
  int rank();

  /// Whether it can run on this machine at all.
  boolean isSupported();

  /// Opens the platform.
  ///
  /// @throws IOException when the machine refuses something that the platform cannot do without
  Platform open() throws IOException;
}
