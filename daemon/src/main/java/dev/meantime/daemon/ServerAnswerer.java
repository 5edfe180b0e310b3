// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.respond.NtpResponder;
import dev.meantime.engine.respond.ServerView;
import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.Timestamp;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.function.Supplier;

/// Brings a responder and a platform's datagrams together. Confined to one thread of the platform.
final class ServerAnswerer implements DatagramAnswerer {

  private final NtpResponder responder;
  private final Supplier<ServerView> view;
  private final Queue<Runnable> tasks;

  /// @param view the latest, from any thread
  /// @param tasks what other threads want to have done on this one
  ServerAnswerer(NtpResponder responder, Supplier<ServerView> view, Queue<Runnable> tasks) {
    this.responder = responder;
    this.view = view;
    this.tasks = tasks;
  }

  @Override
  public void onBatch(long wallNanos) {
    responder.begin(view.get(), wallNanos);
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public int answer(ServerDatagram datagram) {
    int length =
        responder.respond(
            datagram.buffer(),
            datagram.offset(),
            datagram.length(),
            datagram.remoteHigh(),
            datagram.remoteLow(),
            datagram.remotePort(),
            datagram.localHigh(),
            datagram.localLow(),
            datagram.receivedNanos());
    if (length > 0) {
      datagram.departs(responder.departure());
      if (responder.isStampWanted()) {
        datagram.stamp(responder.stampToken());
      }
    }
    return switch (length) {
      case NtpResponder.HAND_OVER -> HAND_OVER;
      case NtpResponder.SILENCE -> SILENCE;
      default -> length;
    };
  }

  @Override
  public void depart(ByteBuffer buffer, int offset, long departure, long leavesNanos) {
    responder.depart(buffer, offset, departure, leavesNanos);
  }

  @Override
  public void onTransmitted(long token, long epochNanos, Timestamp.Source source) {
    responder.onTransmitted(token, epochNanos);
  }
}
