// SPDX-License-Identifier: Apache-2.0
/// The only native code: Linux by the foreign function and memory API.
module dev.meantime.platform.linux {
  requires static transitive org.jspecify;
  requires transitive dev.meantime.platform;
}
