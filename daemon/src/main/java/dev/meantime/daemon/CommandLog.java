// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.respond.ClientLog;
import dev.meantime.platform.AddressBits;
import dev.meantime.platform.WallClock;
import java.net.InetAddress;

/// Remembers who sends commands, and limits them by `cmdratelimit`. Confined to the loop.
final class CommandLog implements CommandLimiter {

  private final ClientLog clients;
  private final WallClock clock;
  private long hits;
  private long drops;

  CommandLog(ClientLog clients, WallClock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /// Who sent commands, and how often.
  ClientLog clients() {
    return clients;
  }

  long hits() {
    return hits;
  }

  long drops() {
    return drops;
  }

  @Override
  public void noteLocal() {
    hits++;
  }

  @Override
  public void note(InetAddress from) {
    place(from);
  }

  @Override
  public boolean admits(InetAddress from) {
    boolean admitted = clients.judge(place(from)) == ClientLog.Verdict.ANSWER;
    drops += admitted ? 0 : 1;
    return admitted;
  }

  private int place(InetAddress from) {
    hits++;
    AddressBits bits = AddressBits.of(from);
    return clients.note(bits.high(), bits.low(), clock.nowNanos());
  }
}
