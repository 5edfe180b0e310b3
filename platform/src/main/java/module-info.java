// SPDX-License-Identifier: Apache-2.0
/// The seam to the outside world, and a portable implementation on the JDK alone.
///
/// `dev.meantime.platform` is what programs are written against, `dev.meantime.platform.spi` what
/// implementations may build upon.
module dev.meantime.platform {
  requires static org.jspecify;
  // For sun.misc.Signal, the JDK's only way to hear of a signal by name.
  requires jdk.unsupported;

  exports dev.meantime.platform;
  exports dev.meantime.platform.spi;

  uses dev.meantime.platform.PlatformProvider;

  provides dev.meantime.platform.PlatformProvider with
      dev.meantime.platform.portable.PortablePlatformProvider;
}
