// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlResponder;
import dev.meantime.control.ControlResponder.Access;
import java.util.ArrayDeque;
import java.util.Queue;

/// A daemon at the other end of a method call.
final class ResponderTransport implements Transport {

  private final ControlResponder responder;
  private final Access access;
  private final Queue<byte[]> replies = new ArrayDeque<>();

  ResponderTransport(ControlResponder responder, Access access) {
    this.responder = responder;
    this.access = access;
  }

  @Override
  public void send(byte[] request) {
    responder.respond(request, request.length, access).ifPresent(replies::add);
  }

  @Override
  public int receive(byte[] buffer, long timeoutMillis) {
    byte[] reply = replies.poll();
    if (reply == null) {
      return -1;
    }
    System.arraycopy(reply, 0, buffer, 0, reply.length);
    return reply.length;
  }

  @Override
  public void close() {}
}
