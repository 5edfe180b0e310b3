// SPDX-License-Identifier: Apache-2.0
/// The public library: ask NTP servers for the time, and how wrong that can be.
module dev.meantime.client {
  requires static transitive org.jspecify;
  requires dev.meantime.wire;
  requires dev.meantime.crypto;
}
