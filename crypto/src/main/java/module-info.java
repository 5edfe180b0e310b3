// SPDX-License-Identifier: Apache-2.0
/// What authenticates an NTP packet: symmetric keys, their files, and the interface other schemes
/// implement.
module dev.meantime.crypto {
  requires static org.jspecify;

  exports dev.meantime.crypto;
}
