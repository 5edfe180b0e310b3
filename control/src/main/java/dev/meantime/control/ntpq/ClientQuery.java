// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ClientAccessReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the list of clients is asked for.
///
/// @param nonce shown
/// @param fragments as many datagrams are wanted at most; {@link #UNLIMITED} when only `rows` says
/// @param rows as many clients are wanted at most
/// @param minHits leaves out who asked less often
/// @param minDrops leaves out whose requests were dropped less often
/// @param minIdle leaves out who asked less than so many seconds ago
/// @param maxIdle leaves out who asked more than so many seconds ago
/// @param minScore leaves out who asks more seldom, per second
/// @param recent only so many of the newest; 0 for all
/// @param resumption what the asker has already, newest first
record ClientQuery(
    String nonce,
    int fragments,
    int rows,
    long minHits,
    long minDrops,
    long minIdle,
    long maxIdle,
    double minScore,
    int recent,
    List<Mark> resumption) {

  static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int MOST_FRAGMENTS_ASKED = 128;
  private static final int MOST_ROWS_ASKED = 256;
  private static final int MOST_MARKS = 16;

  /// A client as it was listed before.
  record Mark(String address, String last) {}

  /// What a request says.
  sealed interface Read {
    record Query(ClientQuery query) implements Read {}

    /// A value that cannot be: ntpd does not answer that either.
    record Unreadable() implements Read {}

    /// No limit, or one beyond the range.
    record BadLimit() implements Read {}
  }

  static Read read(String text) {
    Map<String, String> items = new LinkedHashMap<>();
    for (String item : text.replace("\0", "").split(",", -1)) {
      int equals = item.indexOf('=');
      String name = (equals < 0 ? item : item.substring(0, equals)).strip();
      items.putIfAbsent(name, equals < 0 ? "" : item.substring(equals + 1).strip());
    }
    try {
      return read(items);
    } catch (NumberFormatException _) {
      return new Read.Unreadable();
    }
  }

  private static Read read(Map<String, String> items) {
    boolean byFragments = items.containsKey("frags");
    long limit = number(items, byFragments ? "frags" : "limit", 0);
    long most = byFragments ? MOST_FRAGMENTS_ASKED : MOST_ROWS_ASKED;
    if (limit < 1 || limit > most) {
      return new Read.BadLimit();
    }
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < MOST_MARKS; i++) {
      String address = items.getOrDefault("addr." + i, "");
      String last = items.getOrDefault("last." + i, "");
      if (address.isEmpty() || last.isEmpty()) {
        break;
      }
      marks.add(new Mark(address, last));
    }
    String score = items.getOrDefault("minscore", "");
    return new Read.Query(
        new ClientQuery(
            items.getOrDefault("nonce", ""),
            byFragments ? (int) limit : UNLIMITED,
            byFragments ? UNLIMITED : (int) limit,
            number(items, "mincount", 0),
            number(items, "mindrop", 0),
            number(items, "minlstint", 0),
            number(items, "maxlstint", Long.MAX_VALUE),
            score.isEmpty() ? 0 : Double.parseDouble(score),
            Math.clamp(number(items, "recent", 0), 0, Integer.MAX_VALUE),
            marks));
  }

  private static long number(Map<String, String> items, String name, long otherwise) {
    String text = items.getOrDefault(name, "");
    return text.isEmpty() ? otherwise : Long.decode(text);
  }

  /// Whether a client is wanted.
  boolean admits(ClientAccessReport.Use use) {
    return use.hits() >= Math.max(1, minHits)
        && use.drops() >= minDrops
        && use.lastHitAgo() >= minIdle
        && use.lastHitAgo() <= maxIdle
        && ClientLines.score(use) >= minScore;
  }
}
