// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AddressFamily;
import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.association.AssociationOptions;
import dev.meantime.engine.select.SelectionOptions;

/// Source lines that the configuration does not have as such.
final class SourceLines {

  private SourceLines() {}

  /// A server with chrony's defaults that is asked quickly at first, as `initstepslew` asks its
  /// hosts.
  static SourceLine eager(String host) {
    return eager(
        new SourceLine(
            SourceLine.Kind.SERVER,
            host,
            SourceLine.DEFAULT_PORT,
            AddressFamily.ANY,
            SourceLine.DEFAULT_MAX_SOURCES,
            AssociationOptions.DEFAULT,
            SelectionOptions.NONE,
            SourceLine.SampleOptions.DEFAULT,
            SourceLine.SourceAuthentication.NONE));
  }

  /// The same with `iburst`: whoever waits for a single result does not want to wait for minutes.
  /// Without a server's socket there are no peers yet, so a peer is asked as a server.
  static SourceLine eager(SourceLine line) {
    return new SourceLine(
        line.kind() == SourceLine.Kind.PEER ? SourceLine.Kind.SERVER : line.kind(),
        line.name(),
        line.port(),
        line.family(),
        line.maxSources(),
        line.association().withIburst(),
        line.selection(),
        line.samples(),
        line.authentication());
  }
}
