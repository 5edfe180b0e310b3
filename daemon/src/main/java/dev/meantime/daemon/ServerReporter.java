// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.ClientAccessPage;
import dev.meantime.control.ClientAccessReport;
import dev.meantime.control.ClientAccessReport.Use;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ServerOutcomesReport;
import dev.meantime.control.ServerStatsReport;
import dev.meantime.control.ServerStatsReport.Timestamps;
import dev.meantime.control.ServerStatsReport.Traffic;
import dev.meantime.engine.respond.ClientLog;
import dev.meantime.engine.respond.ClientRecord;
import dev.meantime.engine.respond.ServerCounter;
import dev.meantime.engine.respond.ServerCounters;
import dev.meantime.platform.AddressBits;
import dev.meantime.platform.ServerTraffic;
import dev.meantime.platform.WallClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds up what the responders and the command sockets count and remember. Confined to the loop.
final class ServerReporter implements ServerReports {

  private static final double NANOS = 1e-9;

  /// One client and where it is remembered.
  private static final class Client {
    private final AddressBits address;
    private Use ntp = Use.NONE;
    private Use commands = Use.NONE;
    private int limitedInterval = ClientAccessReport.UNKNOWN_INTERVAL;
    private final List<Runnable> resets = new ArrayList<>();

    Client(AddressBits address) {
      this.address = address;
    }

    ClientAccessReport report() {
      return new ClientAccessReport(
          new ControlAddress.Ip(address.toInetAddress()), ntp, Use.NONE, commands, limitedInterval);
    }
  }

  private final Server server;
  private final CommandLog commands;
  private final WallClock clock;
  private List<Client> clients = List.of();

  ServerReporter(Server server, CommandLog commands, WallClock clock) {
    this.server = server;
    this.commands = commands;
    this.clock = clock;
  }

  @Override
  public ServerStatsReport stats() {
    long limited = sum(ServerCounter.LIMITED);
    long hits =
        limited
            + sum(ServerCounter.ANSWERED)
            + sum(ServerCounter.KISSES)
            + sum(ServerCounter.NOT_AUTHENTIC)
            + sum(ServerCounter.TO_BE_SIGNED)
            + sum(ServerCounter.EXTENDED_SIGNATURE);
    List<ServerCounters> counters = server.responders().counters();
    long forgotten =
        server.responders().clients().stream().mapToLong(ClientLog::forgotten).sum()
            + commands.clients().map(ClientLog::forgotten).orElse(0L);
    ServerTraffic traffic = server.traffic();
    return new ServerStatsReport(
        new Traffic(hits, limited),
        Traffic.NONE,
        new Traffic(commands.hits(), commands.drops()),
        forgotten,
        sum(ServerCounter.AUTHENTICATED),
        sum(ServerCounter.INTERLEAVED),
        counters.stream().mapToLong(ServerCounters::rememberedReplies).sum(),
        Math.round(counters.stream().mapToDouble(ServerCounters::rememberedSpan).max().orElse(0)),
        new Timestamps(
            traffic.received() - traffic.kernelReceived() - traffic.hardwareReceived(),
            traffic.sent() - traffic.kernelSent() - traffic.hardwareSent()),
        new Timestamps(traffic.kernelReceived(), traffic.kernelSent()),
        new Timestamps(traffic.hardwareReceived(), traffic.hardwareSent()));
  }

  @Override
  public ServerOutcomesReport outcomes() {
    ServerTraffic traffic = server.traffic();
    return new ServerOutcomesReport(
        sum(ServerCounter.ANSWERED),
        sum(ServerCounter.KISSES),
        sum(ServerCounter.HANDED_OVER) + sum(ServerCounter.TO_BE_SIGNED),
        sum(ServerCounter.MALFORMED),
        sum(ServerCounter.NOT_A_REQUEST),
        sum(ServerCounter.CONTROL),
        sum(ServerCounter.IMPOSSIBLE_SENDER),
        sum(ServerCounter.DENIED),
        sum(ServerCounter.LIMITED),
        sum(ServerCounter.NOT_AUTHENTIC) + sum(ServerCounter.EXTENDED_SIGNATURE),
        traffic.overflowed(),
        traffic.truncated(),
        traffic.sendFailed(),
        traffic.handOverLost(),
        traffic.bypassed());
  }

  /// The first page is the time to look; those that follow tell more of what was seen then.
  @Override
  public Optional<ClientAccessPage> clients(
      long firstIndex, int count, long minHits, boolean reset) {
    if (commands.clients().isEmpty()) {
      return Optional.empty();
    }
    if (firstIndex == 0) {
      clients = look();
    }
    List<ClientAccessReport> page = new ArrayList<>();
    int next = (int) Math.min(firstIndex, clients.size());
    while (next < clients.size() && page.size() < count) {
      Client client = clients.get(next++);
      ClientAccessReport report = client.report();
      if (report.hasHits(minHits)) {
        page.add(report);
        if (reset) {
          client.resets.forEach(Runnable::run);
        }
      }
    }
    return Optional.of(new ClientAccessPage(clients.size(), next, page));
  }

  private List<Client> look() {
    Map<AddressBits, Client> found = new LinkedHashMap<>();
    long now = clock.nowNanos();
    ClientRecord record = new ClientRecord();
    List<ClientLog> logs = server.responders().clients();
    for (int i = 0; i < logs.size(); i++) {
      int responder = i;
      for (int j = 0; j < logs.get(i).places(); j++) {
        int index = j;
        if (logs.get(i).read(index, record)) {
          Client client = client(found, record);
          client.ntp = use(record, now);
          client.limitedInterval = record.intervalUnanswered();
          client.resets.add(() -> server.responders().resetCounts(responder, index));
        }
      }
    }
    commands.clients().ifPresent(log -> lookAtCommands(log, found, now));
    return List.copyOf(found.values());
  }

  private static void lookAtCommands(ClientLog log, Map<AddressBits, Client> found, long nowNanos) {
    ClientRecord record = new ClientRecord();
    for (int i = 0; i < log.places(); i++) {
      int index = i;
      if (log.read(index, record)) {
        Client client = client(found, record);
        client.commands = use(record, nowNanos);
        client.resets.add(() -> log.resetCounts(index));
      }
    }
  }

  private static Client client(Map<AddressBits, Client> found, ClientRecord record) {
    return found.computeIfAbsent(new AddressBits(record.high(), record.low()), Client::new);
  }

  private static Use use(ClientRecord record, long nowNanos) {
    long ago = Math.max(0, Math.round((nowNanos - record.lastHitNanos()) * NANOS));
    return new Use(record.hits(), record.drops(), record.interval(), ago);
  }

  private long sum(ServerCounter counter) {
    return server.responders().counters().stream().mapToLong(each -> each.get(counter)).sum();
  }
}
