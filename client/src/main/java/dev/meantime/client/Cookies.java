// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// Gives 64 bits at a time that nobody can predict: what a request carries and its answer must
/// return. Confined to the client's loop.
///
/// They are the kernel's own random octets where it has a device for them, as Linux, macOS and the
/// BSDs do. SecureRandom reads the same device, but takes a cold start some 20 ms to find that out.
final class Cookies {

  private static final String DEVICE = "/dev/urandom";
  private static final int BATCH = 32;

  private final ByteBuffer batch = ByteBuffer.allocate(BATCH * Long.BYTES).flip();

  long next() {
    if (!batch.hasRemaining()) {
      byte[] octets = batch.array();
      if (!readDevice(octets)) {
        new SecureRandom().nextBytes(octets);
      }
      batch.clear();
    }
    return batch.getLong();
  }

  private static boolean readDevice(byte[] octets) {
    try (FileInputStream device = new FileInputStream(DEVICE)) {
      return device.readNBytes(octets, 0, octets.length) == octets.length;
    } catch (IOException e) {
      return false;
    }
  }
}
