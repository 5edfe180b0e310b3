// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AddressFamily;
import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.association.AssociationOptions;
import dev.meantime.engine.select.SelectionOptions;
import java.util.TreeSet;

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
            SourceLine.SourceAuthentication.NONE,
            false,
            new TreeSet<>()));
  }

  /// The same with `iburst`: whoever waits for a single result does not want to wait for minutes.
  static SourceLine eager(SourceLine line) {
    AssociationOptions options = line.association();
    return new SourceLine(
        line.kind(),
        line.name(),
        line.port(),
        line.family(),
        line.maxSources(),
        new AssociationOptions(
            options.minPoll(),
            options.maxPoll(),
            true,
            options.burst(),
            options.online(),
            options.autoOffline(),
            options.maxDelay(),
            options.maxDelayRatio(),
            options.maxDelayDevRatio(),
            options.maxDelayQuantile(),
            options.minDelay(),
            options.offsetCorrection(),
            options.filter(),
            options.pollTarget(),
            options.presendPoll(),
            options.minStratum(),
            options.version(),
            options.copy(),
            options.maxClockError()),
        line.selection(),
        line.samples(),
        line.authentication(),
        line.interleaved(),
        line.extensionFields());
  }
}
