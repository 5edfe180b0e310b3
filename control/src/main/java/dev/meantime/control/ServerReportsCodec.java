// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.control.ClientAccessReport.Use;
import dev.meantime.control.ServerStatsReport.Timestamps;
import dev.meantime.control.ServerStatsReport.Traffic;
import dev.meantime.wire.WireReader;
import dev.meantime.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/// The payloads of replies 24 and 25 (what the server has done), 21 (its clients) and 1001 (what
/// became of each packet).
final class ServerReportsCodec {

  private static final int RESERVED = 4;
  private static final int CLIENT_LENGTH = 60;
  private static final int OUTCOMES = 24;

  private ServerReportsCodec() {}

  /// @param brief with 32 bits for a number and without what came with chrony 4.4
  static void stats(WireWriter out, ServerStatsReport report, boolean brief) {
    long[] numbers = {
      report.ntp().hits(),
      report.keyEstablishment().hits(),
      report.commands().hits(),
      report.ntp().drops(),
      report.keyEstablishment().drops(),
      report.commands().drops(),
      report.logDrops(),
      report.authenticated(),
      report.interleaved(),
      report.timestamps(),
      report.timestampSpanSeconds()
    };
    for (long number : numbers) {
      if (brief) {
        ControlWire.u32(out, number);
      } else {
        out.i64(number);
      }
    }
    if (!brief) {
      timestamps(out, report.daemon());
      timestamps(out, report.kernel());
      timestamps(out, report.hardware());
      for (int i = 0; i < RESERVED; i++) {
        out.i64(-1);
      }
    }
  }

  private static void timestamps(WireWriter out, Timestamps timestamps) {
    out.i64(timestamps.received());
    out.i64(timestamps.transmitted());
  }

  static ServerStatsReport stats(WireReader in, boolean brief) {
    long[] numbers = new long[11];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = brief ? ControlWire.u32(in) : in.i64();
    }
    return new ServerStatsReport(
        new Traffic(numbers[0], numbers[3]),
        new Traffic(numbers[1], numbers[4]),
        new Traffic(numbers[2], numbers[5]),
        numbers[6],
        numbers[7],
        numbers[8],
        numbers[9],
        numbers[10],
        brief ? Timestamps.UNKNOWN : timestamps(in),
        brief ? Timestamps.UNKNOWN : timestamps(in),
        brief ? Timestamps.UNKNOWN : timestamps(in));
  }

  private static Timestamps timestamps(WireReader in) {
    return new Timestamps(in.i64(), in.i64());
  }

  static void outcomes(WireWriter out, ServerOutcomesReport report) {
    long[] numbers = {
      report.answered(),
      report.kisses(),
      report.handedOver(),
      report.malformed(),
      report.notRequests(),
      report.control(),
      report.impossibleSenders(),
      report.denied(),
      report.limited(),
      report.notAuthentic(),
      report.overflowed(),
      report.truncated(),
      report.sendFailed(),
      report.handOverLost(),
      report.bypassed()
    };
    for (int i = 0; i < OUTCOMES; i++) {
      out.i64(i < numbers.length ? numbers[i] : 0);
    }
  }

  static ServerOutcomesReport outcomes(WireReader in) {
    return new ServerOutcomesReport(
        in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(),
        in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64());
  }

  static void clients(WireWriter out, ClientAccessPage page) {
    ControlWire.u32(out, page.indices());
    ControlWire.u32(out, page.nextIndex());
    out.i32(page.clients().size());
    for (ClientAccessReport client : page.clients()) {
      client(out, client);
    }
    out.skip((ClientAccessPage.MOST - page.clients().size()) * CLIENT_LENGTH);
  }

  private static void client(WireWriter out, ClientAccessReport client) {
    List<Use> uses = List.of(client.ntp(), client.keyEstablishment(), client.commands());
    ControlWire.address(out, client.address());
    uses.forEach(use -> ControlWire.u32(out, use.hits()));
    uses.forEach(use -> ControlWire.u32(out, use.drops()));
    uses.forEach(use -> out.u8(use.interval()));
    out.u8(client.limitedInterval());
    uses.forEach(use -> ControlWire.u32(out, use.lastHitAgo()));
  }

  /// The page; more clients than fit are as many as fit.
  static ClientAccessPage clients(WireReader in) {
    long indices = ControlWire.u32(in);
    long next = ControlWire.u32(in);
    long count = Math.min(ControlWire.u32(in), ClientAccessPage.MOST);
    List<ClientAccessReport> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(client(in));
    }
    return new ClientAccessPage(indices, next, clients);
  }

  private static ClientAccessReport client(WireReader in) {
    ControlAddress address = ControlWire.address(in);
    long[] hits = three(in);
    long[] drops = three(in);
    int[] intervals = {in.i8(), in.i8(), in.i8()};
    int limited = in.i8();
    long[] ages = three(in);
    return new ClientAccessReport(
        address,
        new Use(hits[0], drops[0], intervals[0], ages[0]),
        new Use(hits[1], drops[1], intervals[1], ages[1]),
        new Use(hits[2], drops[2], intervals[2], ages[2]),
        limited);
  }

  private static long[] three(WireReader in) {
    return new long[] {ControlWire.u32(in), ControlWire.u32(in), ControlWire.u32(in)};
  }
}
