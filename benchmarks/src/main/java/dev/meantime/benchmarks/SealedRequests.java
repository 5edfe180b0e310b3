// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.crypto.SymmetricKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// Requests with a MAC by AES-128-CMAC, made beforehand, since to make them costs the generator as
/// much as the server.
///
/// @param file where they lie one after another
record SealedRequests(Path file) {

  private static final int HEADER = 48;
  private static final int COUNT = 1 << 16;
  private static final int TRANSMIT = 40;
  private static final int MAGIC = 0x4d45414e;
  private static final byte VERSION_AND_MODE = 0x23;
  private static final SymmetricKey KEY =
      new SymmetricKey(
          1, KeyAlgorithm.AES128, HexFormat.of().parseHex("2b7e151628aed2a6abf7158809cf4f3c"));

  /// Writes them.
  static SealedRequests write(Path file) throws IOException {
    KeyRing keys = new KeyRing(List.of(KEY));
    ByteBuffer all = ByteBuffer.allocate(COUNT * (HEADER + 20));
    for (int i = 0; i < COUNT; i++) {
      ByteBuffer request = ByteBuffer.allocate(HEADER);
      request.put(0, VERSION_AND_MODE).putInt(TRANSMIT, MAGIC).putInt(TRANSMIT + 4, i);
      all.put(keys.seal(request.array(), KEY.wireId()));
    }
    Files.write(file, all.array());
    return new SealedRequests(file);
  }

  /// The key file's line for it.
  static String keyLine() {
    return KEY.id() + " AES128 HEX:2b7e151628aed2a6abf7158809cf4f3c";
  }

  /// Checks a reply's MAC.
  void check(byte[] reply) throws IOException {
    if (new KeyRing(List.of(KEY)).verify(reply, reply.length, HEADER) != Verdict.AUTHENTIC) {
      throw new IOException("a reply with a wrong MAC: " + HexFormat.of().formatHex(reply));
    }
  }
}
