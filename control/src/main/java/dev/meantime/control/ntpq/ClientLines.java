// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ClientAccessPage;
import dev.meantime.control.ClientAccessReport;
import dev.meantime.control.ClientAccessReport.Use;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlTarget;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The list of clients as `mrulist` sees it, oldest first: how it was when somebody began to read,
/// so that who reads it in parts reads one list. Immutable.
final class ClientLines {

  /// As many of the newest are told; more would keep the loop from its work.
  static final int MOST = 4096;

  private static final long NANOS = 1_000_000_000L;

  /// NTP version 4, client mode: what it was in truth is not remembered.
  private static final int VERSION_AND_MODE = 4 << 3 | 3;

  private static final int LIMITED = 0x20;

  private record Line(String address, long lastNanos, Use use) {
    String last() {
      return VariableList.timestamp(lastNanos);
    }

    /// What the average interval says of the time of the first request.
    long firstNanos() {
      double seconds =
          use.interval() == ClientAccessReport.UNKNOWN_INTERVAL
              ? 0
              : Math.scalb(1.0, use.interval()) * (use.hits() - 1);
      return lastNanos - Math.round(Math.min(seconds, 1e9) * NANOS);
    }
  }

  private final List<Line> lines;
  private final long takenNanos;

  private ClientLines(List<Line> lines, long takenNanos) {
    this.lines = lines;
    this.takenNanos = takenNanos;
  }

  static ClientLines take(ControlTarget target, ClientQuery query, long nowNanos) {
    List<Line> lines = new ArrayList<>();
    long index = 0;
    while (true) {
      Optional<ClientAccessPage> page =
          target.clientAccesses(index, ClientAccessPage.MOST, 1, false);
      if (page.isEmpty()) {
        break;
      }
      for (ClientAccessReport client : page.get().clients()) {
        if (query.admits(client.ntp())) {
          long last = nowNanos - client.ntp().lastHitAgo() * NANOS;
          lines.add(new Line(address(client.address()), last, client.ntp()));
        }
      }
      if (page.get().nextIndex() <= index || page.get().nextIndex() >= page.get().indices()) {
        break;
      }
      index = page.get().nextIndex();
    }
    lines.sort(Comparator.comparingLong(Line::lastNanos).thenComparing(Line::address));
    int most = query.recent() == 0 ? MOST : Math.min(MOST, query.recent());
    int from = Math.max(0, lines.size() - most);
    return new ClientLines(List.copyOf(lines.subList(from, lines.size())), nowNanos);
  }

  /// The part that a request is for.
  ///
  /// @param nonce a new one
  /// @return empty when none of what the asker has is on the list
  Optional<byte[]> part(ClientQuery query, String nonce) {
    VariableText text = new VariableText();
    int next = 0;
    if (!query.resumption().isEmpty()) {
      next = behind(query.resumption(), text);
      if (next < 0) {
        return Optional.empty();
      }
    }
    text.add("nonce", nonce);
    int fragments = Math.min(query.fragments(), NtpqCodec.MOST_FRAGMENTS);
    // A row is begun while there is a whole datagram left for it.
    int room = Math.max(1, fragments - 1) * NtpqCodec.MOST_DATA;
    int row = 0;
    while (next < lines.size() && row < query.rows() && text.length() < room) {
      add(text, row++, lines.get(next++));
    }
    if (next == lines.size()) {
      text.add("now", VariableList.timestamp(takenNanos));
      if (row > 0) {
        text.add("last.newest", lines.getLast().last());
      }
    }
    return Optional.of(text.octets());
  }

  /// The first line behind the newest one that the asker has; −1 when it has none of these.
  private int behind(List<ClientQuery.Mark> marks, VariableText text) {
    for (ClientQuery.Mark mark : marks) {
      for (int i = lines.size() - 1; i >= 0; i--) {
        Line line = lines.get(i);
        if (line.address().equals(mark.address()) && line.last().equals(mark.last())) {
          text.add("last.older", line.last());
          text.add("addr.older", line.address());
          return i + 1;
        }
      }
    }
    return -1;
  }

  private static void add(VariableText text, int row, Line line) {
    Use use = line.use();
    text.add("addr." + row, line.address());
    text.add("last." + row, line.last());
    text.add("first." + row, VariableList.timestamp(line.firstNanos()));
    text.add("ct." + row, Long.toString(use.hits()));
    text.add("mv." + row, Integer.toString(VERSION_AND_MODE));
    text.add("rs." + row, "0x" + Integer.toHexString(use.drops() > 0 ? LIMITED : 0));
    text.add("sc." + row, VariableList.fixed(score(use), 3));
    text.add("dr." + row, Long.toString(use.drops()));
  }

  /// Requests in a second, on average.
  static double score(Use use) {
    return use.interval() == ClientAccessReport.UNKNOWN_INTERVAL
        ? 0
        : Math.scalb(1.0, -use.interval());
  }

  /// Clients are remembered without their port, which is told as 0.
  private static String address(ControlAddress address) {
    boolean ipv6 =
        address instanceof ControlAddress.Ip(InetAddress ip) && ip.getAddress().length > 4;
    return ipv6 ? "[" + address.text() + "]:0" : address.text() + ":0";
  }
}
