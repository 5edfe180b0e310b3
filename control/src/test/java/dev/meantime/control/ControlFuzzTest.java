// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.meantime.control.ControlResponder.Access;

/// Arbitrary datagrams at both ends: nothing throws, no reply is longer than its request.
class ControlFuzzTest {

  @FuzzTest
  void respondsToAnything(byte[] data) {
    var responder = new ControlResponder(new FixedTarget(), RequestCode.OPEN_BY_DEFAULT);
    for (Access access : Access.values()) {
      responder
          .respond(data, data.length, access)
          .filter(reply -> reply.length > data.length)
          .ifPresent(reply -> {
            throw new AssertionError(reply.length + " octets for " + data.length);
          });
    }
  }

  @FuzzTest
  void readsAnyReply(byte[] data) {
    for (RequestCode command : RequestCode.values()) {
      var _ = ReplyCodec.decode(data, data.length, command, 0);
    }
  }
}
