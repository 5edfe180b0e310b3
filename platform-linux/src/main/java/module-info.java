// SPDX-License-Identifier: Apache-2.0
/// The only native code: Linux by the foreign function and memory API. Exports nothing; it is found
/// as a service. Run with `--enable-native-access=dev.meantime.platform.linux`.
module dev.meantime.platform.linux {
  requires static org.jspecify;
  requires transitive dev.meantime.platform;

  provides dev.meantime.platform.PlatformProvider with
      dev.meantime.platform.linux.LinuxPlatformProvider;
}
