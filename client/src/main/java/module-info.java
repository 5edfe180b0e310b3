// SPDX-License-Identifier: Apache-2.0
/// The public library: ask NTP servers for the time, and how wrong that can be. JDK only.
module dev.meantime.client {
  requires transitive dev.meantime.crypto;
  requires transitive dev.meantime.wire;
  requires static org.jspecify;

  exports dev.meantime.client;
}
