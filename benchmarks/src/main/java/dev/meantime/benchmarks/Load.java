// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The load generator, load.c, on the client's host. It has the second processor for itself.
///
/// @param program compiled
record Load(Hosts hosts, String program, SealedRequests sealed) {

  /// As many clients with an address each.
  static final int CLIENTS = 16_384;

  /// What is asked.
  enum Kind {
    PLAIN,
    INTERLEAVED,
    SEALED,
    /// Waits for the first answer before.
    FIRST
  }

  /// Sends requests.
  ///
  /// @param rate requests a second
  LoadResult run(Kind kind, double rate, int milliseconds) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("chrt", "-f", "40", "taskset", "-c", "1", program));
    command.addAll(
        List.of(
            Hosts.CLIENT_DEVICE,
            Long.toString(Math.round(rate)),
            Integer.toString(milliseconds),
            Integer.toString(CLIENTS),
            kind.name().toLowerCase(Locale.ROOT)));
    if (kind == Kind.SEALED) {
      command.add(sealed.file().toString());
    }
    LoadResult result = LoadResult.parse(Shell.output(hosts.inClient(command)));
    if (result.invalid() > 0 || result.duplicates() > 0 || result.unread() > 0) {
      throw new IOException("wrong answers, or answers that the generator missed: " + result);
    }
    if (kind == Kind.SEALED && result.replies() > 0) {
      sealed.check(HexFormat.of().parseHex(result.sample()));
    }
    return result;
  }
}
