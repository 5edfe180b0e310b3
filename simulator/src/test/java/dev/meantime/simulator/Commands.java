// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlStatus;
import dev.meantime.control.DecodedReply;
import dev.meantime.control.ReplyCodec;
import dev.meantime.control.RequestCodec;
import java.nio.file.Path;

/// What chronyc would ask of a daemon.
///
/// @param socket the daemon's
record Commands(SimulatedPlatform host, Path socket) {

  DecodedReply.Answer ask(ControlRequest request) {
    byte[] reply =
        host.hostNetwork()
            .ask(socket, Path.of("/client"), RequestCodec.encode(request, 7, 0))
            .orElseThrow();
    return (DecodedReply.Answer)
        ReplyCodec.decode(reply, reply.length, RequestCodec.code(request), 7);
  }

  /// Requires success.
  void perform(ControlRequest request) {
    assertThat(ask(request).status()).isEqualTo(ControlStatus.SUCCESS.code());
  }
}
