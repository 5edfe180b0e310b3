// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.respond.ClientLog;
import dev.meantime.platform.AddressBits;
import dev.meantime.platform.WallClock;
import java.net.InetAddress;
import java.util.Optional;

/// Counts commands, remembers who sends them, and limits them by `cmdratelimit`. Confined to the
/// loop.
final class CommandLog implements CommandLimiter {

  private final Optional<ClientLog> clients;
  private final WallClock clock;
  private long hits;
  private long drops;

  /// @param clients empty with `noclientlog`: then nobody is limited
  CommandLog(Optional<ClientLog> clients, WallClock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /// Who sent commands, and how often; empty with `noclientlog`.
  Optional<ClientLog> clients() {
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
    hits++;
    clients.ifPresent(log -> place(log, from));
  }

  @Override
  public boolean admits(InetAddress from) {
    hits++;
    boolean admitted =
        clients.map(log -> log.judge(place(log, from)) == ClientLog.Verdict.ANSWER).orElse(true);
    drops += admitted ? 0 : 1;
    return admitted;
  }

  private int place(ClientLog log, InetAddress from) {
    AddressBits bits = AddressBits.of(from);
    return log.note(bits.high(), bits.low(), clock.nowNanos());
  }
}
