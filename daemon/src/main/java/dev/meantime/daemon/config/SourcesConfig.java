// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.List;

/// Where time comes from.
///
/// @param lines `server`, `pool` and `peer`, in the order of the file
/// @param refclocks `refclock`, in the order of the file
/// @param directories `sourcedir`, one entry for each line; read by {@link SourceFiles} at start
///   and on `reload sources`
/// @param initialStep `initstepslew`
/// @param minSamples `minsamples`: default of sources that do not say
/// @param maxSamples `maxsamples`: default of sources that do not say; 0 for no limit
/// @param maxClockError `maxclockerror`, s/s; what lines of `sourcedir` files need too
/// @param refreshSeconds `refresh`: a named source's addresses are looked up again after so long; 0
///   for never
/// @param keyFile `keyfile`
/// @param dumpDirectory `dumpdir`
public record SourcesConfig(
    List<SourceLine> lines,
    List<RefclockLine> refclocks,
    List<SourceDirectories> directories,
    InitialStep initialStep,
    int minSamples,
    int maxSamples,
    double maxClockError,
    int refreshSeconds,
    String keyFile,
    String dumpDirectory) {

  public static final SourcesConfig DEFAULT =
      new SourcesConfig(
          List.of(), List.of(), List.of(), InitialStep.NONE, 6, 0, 1e-6, 1_209_600, "", "");

  public SourcesConfig {
    lines = List.copyOf(lines);
    refclocks = List.copyOf(refclocks);
    directories = List.copyOf(directories);
  }

  /// One `sourcedir` line: of files with equal names the one in the first directory counts.
  public record SourceDirectories(List<String> directories) {
    public SourceDirectories {
      directories = List.copyOf(directories);
    }
  }

  /// `initstepslew`: measure these hosts before everything else and correct the clock.
  ///
  /// @param threshold step when the offset is at least so many seconds, else slew
  /// @param hosts names or addresses; empty for no initial step
  public record InitialStep(double threshold, List<String> hosts) {
    public static final InitialStep NONE = new InitialStep(0, List.of());

    public InitialStep {
      hosts = List.copyOf(hosts);
    }
  }
}
