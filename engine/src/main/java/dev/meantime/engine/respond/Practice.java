// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/// Asks a responder what all kinds of clients ask. The compiler bets that a branch that was never
/// taken never will be, and when the bet is lost the code is interpreted for a while: a server that
/// had practised on one client only would be slow again with its first real ones.
public final class Practice {

  /// How many requests a responder gets, which remembers nobody at first and too many at last.
  private static final int REQUESTS = 4000;

  /// So many responders: as long as the compiler looks before it decides, and about a tenth of a
  /// second.
  private static final int RESPONDERS = 6;

  /// More than a rehearsing responder remembers.
  private static final int CLIENTS = 4096;

  private static final int ONE_IN_SEALED = 16;
  private static final int ONE_IN_STRANGE = 64;
  private static final long SERVING_NANOS = 20_000;
  private static final long LONG_PAUSE_NANOS = 100_000_000L;
  private static final int ROOM = 1024;

  private final ServerView view;
  private final List<SymmetricKey> keys;
  private final KeyRing ring;
  private final long[] high = new long[CLIENTS];
  private final long[] low = new long[CLIENTS];
  private final long[] lastReceive = new long[CLIENTS];
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(ROOM);

  // The same at each start: what is practised is no secret.
  private final Dice dice = new Dice(1);

  private Practice(ServerView view, List<SymmetricKey> keys) {
    this.view = view;
    this.keys = keys;
    this.ring = new KeyRing(keys);
    List<AccessTable.Rule> rules = view.access().rules();
    for (int i = 0; i < CLIENTS; i++) {
      boolean ipv4 = i % 4 != 0;
      high[i] = ipv4 ? 0 : dice.next();
      low[i] = ipv4 ? (0xffffL << 32) | (dice.next() & 0xffff_ffffL) : dice.next();
      if (i % 2 == 0 && !rules.isEmpty()) {
        moveInto(i, rules.get(i / 2 % rules.size()));
      }
    }
  }

  /// Practises.
  ///
  /// @param responders makes one that nobody else uses
  /// @param view what they answer with
  /// @param wallNanos the wall clock now
  public static void with(
      Supplier<NtpResponder> responders, ServerView view, List<SymmetricKey> keys, long wallNanos) {
    Practice practice = new Practice(view, keys);
    for (int i = 0; i < RESPONDERS; i++) {
      practice.run(responders.get(), wallNanos);
    }
  }

  /// Gives a client an address of the rule's subnet.
  private void moveInto(int client, AccessTable.Rule rule) {
    long fixedHigh = rule.bits() == 0 ? 0 : -1L << Math.max(0, Long.SIZE - rule.bits());
    long fixedLow = rule.bits() <= Long.SIZE ? 0 : -1L << (2 * Long.SIZE - rule.bits());
    high[client] = rule.high() | (high[client] & ~fixedHigh);
    low[client] = rule.low() | (low[client] & ~fixedLow);
  }

  private void run(NtpResponder responder, long wallNanos) {
    long now = wallNanos;
    for (int i = 0; i < REQUESTS; i++) {
      if (i % 8 == 0) {
        responder.begin(view, now);
      }
      // Some come often and some after a pause.
      int client = below(dice.isOneIn(2) ? CLIENTS : 8);
      now += dice.isOneIn(4) ? (dice.next() >>> 1) % LONG_PAUSE_NANOS : SERVING_NANOS;
      ask(responder, client, now);
    }
  }

  private void ask(NtpResponder responder, int client, long now) {
    int length = write(client);
    int replied =
        responder.respond(buffer, 0, length, high[client], low[client], 1024 + client, 0, 0, now);
    if (replied > 0) {
      responder.depart(buffer, 0, responder.departure(), now + SERVING_NANOS);
      lastReceive[client] = buffer.getLong(HeaderField.RECEIVE);
      if (responder.isStampWanted() && dice.isOneIn(2)) {
        responder.onTransmitted(responder.stampToken(), now + SERVING_NANOS);
      }
    }
  }

  private int below(int bound) {
    return (int) ((dice.next() >>> 33) % bound);
  }

  private int write(int client) {
    byte[] request = new byte[NtpPacket.HEADER_LENGTH];
    ByteBuffer fields = ByteBuffer.wrap(request);
    int version = dice.isOneIn(4) ? 3 : 4;
    Mode mode = dice.isOneIn(ONE_IN_STRANGE) ? Mode.CONTROL : Mode.CLIENT;
    fields.put(0, (byte) ((version << 3) | mode.code()));
    if (client % 2 == 0) {
      fields.putLong(HeaderField.ORIGIN, lastReceive[client]);
      fields.putLong(HeaderField.RECEIVE, dice.next());
    }
    fields.putLong(HeaderField.TRANSMIT, dice.next());
    byte[] whole = request;
    if (!keys.isEmpty() && dice.isOneIn(ONE_IN_SEALED)) {
      whole = ring.seal(request, keys.get(below(keys.size())).wireId());
      whole[HeaderField.TRANSMIT] ^= (byte) (dice.isOneIn(ONE_IN_STRANGE) ? 1 : 0);
    }
    buffer.put(0, whole);
    return whole.length;
  }
}
