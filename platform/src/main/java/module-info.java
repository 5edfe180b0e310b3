// SPDX-License-Identifier: Apache-2.0
/// The seam to the outside world, and a portable implementation on the JDK alone.
module dev.meantime.platform {
  requires static transitive org.jspecify;

  exports dev.meantime.platform;

  uses dev.meantime.platform.PlatformProvider;
}
