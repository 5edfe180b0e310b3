// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/// Arbitrary datagrams: nothing throws, and every answer is one that ntpq can put together.
class NtpqFuzzTest {

  private static final InetSocketAddress HERE =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 40_000);

  @FuzzTest
  void respondsToAnything(byte[] data) {
    NtpqResponder responder = new NtpqResponder(new FixedNtpqTarget(), 7);
    List<byte[]> parts =
        responder.respond(data, data.length, HERE, new NtpqResponder.Arrival(1_700_000_000L, 5));
    if (parts.size() > NtpqCodec.MOST_FRAGMENTS) {
      throw new AssertionError(parts.size() + " datagrams");
    }
    int offset = 0;
    for (byte[] part : parts) {
      ByteBuffer fields = ByteBuffer.wrap(part);
      int count = fields.getShort(10);
      if (part.length % 4 != 0
          || fields.getShort(8) != offset
          || count > NtpqCodec.MOST_DATA
          || part.length < NtpqCodec.HEADER_LENGTH + count
          || fields.getShort(2) != ByteBuffer.wrap(data).getShort(2)
          || (part[1] & 0x9f) != (0x80 | (data[1] & 0x1f))) {
        throw new AssertionError("not an answer");
      }
      offset += count;
    }
  }

  @FuzzTest
  void readsAnyQueryForClients(byte[] data) {
    var _ = ClientQuery.read(new String(data, java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
