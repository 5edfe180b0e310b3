// SPDX-License-Identifier: Apache-2.0
/// An in-process NTP server with scripted faults, for tests.
module dev.meantime.testing {
  requires static org.jspecify;
  requires transitive dev.meantime.wire;
  requires transitive dev.meantime.crypto;

  exports dev.meantime.testing;
}
