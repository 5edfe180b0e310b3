// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.ntpq.NtpqResponder;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.MonotonicClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers from the server's port what its responders hand over of ntpq's. Confined to the loop.
final class NtpqAnswers implements DatagramHandler {

  private final Supplier<NtpqResponder> maker;
  private final PeerTransport transport;
  private final MonotonicClock clock;
  private Optional<NtpqResponder> responder = Optional.empty();

  /// @param maker called for the first request: most daemons never see one
  NtpqAnswers(Supplier<NtpqResponder> maker, PeerTransport transport, MonotonicClock clock) {
    this.maker = maker;
    this.transport = transport;
    this.clock = clock;
  }

  @Override
  public void onDatagram(Datagram datagram) {
    // The responders look at the same; an answer that is longer than its question bears a second
    // look.
    if (!(datagram.remote() instanceof InetSocketAddress remote)
        || !(datagram.local() instanceof InetSocketAddress local)
        || !remote.getAddress().isLoopbackAddress()
        || !local.getAddress().isLoopbackAddress()) {
      return;
    }
    NtpqResponder.Arrival now =
        new NtpqResponder.Arrival(datagram.timestamp().epochNanos(), clock.nowNanos());
    if (responder.isEmpty()) {
      responder = Optional.of(maker.get());
    }
    NtpqResponder answering = responder.get();
    try {
      for (byte[] part : answering.respond(datagram.data(), datagram.data().length, remote, now)) {
        transport.send(part, local.getAddress(), remote);
      }
    } catch (IOException _) {
      // Whoever asked is gone; who is not asks again.
    }
  }
}
