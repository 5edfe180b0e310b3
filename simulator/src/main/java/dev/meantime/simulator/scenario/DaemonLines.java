// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.daemon.config.ConfigParser;
import dev.meantime.daemon.config.ConfigProblem;
import dev.meantime.daemon.config.ConfigResult;
import dev.meantime.daemon.config.ConfigSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The configuration lines of a simulated daemon: the daemon's own parser reads them, its messages
/// are told at their place in the scenario file.
final class DaemonLines {

  /// A directive and where it stands in the scenario file.
  record Placed(int line, int column, String text) {}

  /// What comes first: a simulated daemon has no files and is asked by nobody.
  private static final List<String> ALWAYS = List.of("pidfile /", "cmdport 0", "bindcmdaddress /");

  /// Directives by which the daemon would touch the files of the machine that simulates it.
  private static final Set<String> FILES =
      Set.of(
          "driftfile",
          "dumpdir",
          "hwclockfile",
          "keyfile",
          "leapseclist",
          "leapsectz",
          "logdir",
          "mailonchange",
          "ntpsigndsocket",
          "ntsdumpdir",
          "pidfile",
          "rtcdevice",
          "rtcfile",
          "sourcedir",
          "tempcomp");

  /// A scenario is one file: directives that read others are refused.
  private static final ConfigSource NO_FILES =
      new ConfigSource() {
        @Override
        public boolean exists(String path) {
          return false;
        }

        @Override
        public String read(String path) throws IOException {
          throw new IOException("a simulated daemon has no files");
        }

        @Override
        public List<String> glob(String pattern) throws IOException {
          throw new IOException("a simulated daemon has no files");
        }

        @Override
        public List<String> list(String directory, String suffix) {
          return List.of();
        }
      };

  private DaemonLines() {}

  /// What a host's daemon makes of its configuration.
  static ConfigResult read(HostModel host) {
    List<String> lines = new ArrayList<>(host.config());
    if (host.drift().isKnown()) {
      lines.add("driftfile " + DriftDisk.DRIFT_FILE);
    }
    return read(lines);
  }

  /// What the daemon makes of these lines.
  static ConfigResult read(List<String> lines) {
    List<String> all = new ArrayList<>(ALWAYS);
    all.addAll(lines);
    return ConfigParser.parseArguments(all, NO_FILES);
  }

  /// Everything wrong with them.
  static List<ConfigProblem> problems(String file, List<Placed> lines) {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Placed line : lines) {
      String directive = line.text().split("\\s+", 2)[0];
      if (FILES.contains(directive.toLowerCase(Locale.ROOT))) {
        problems.add(
            new ConfigProblem(
                file,
                line.line(),
                line.column(),
                ConfigProblem.Severity.ERROR,
                "a simulated daemon has no files: '" + directive + "'",
                directive.equalsIgnoreCase("driftfile")
                    ? "a line such as 'driftfile client fast 100ppm 0.5ppm' gives it one"
                    : "leave it out"));
      }
    }
    for (ConfigProblem problem : read(lines.stream().map(Placed::text).toList()).problems()) {
      // Its lines count from 1, and those that always come first are right.
      Placed place = lines.get(problem.line() - 1 - ALWAYS.size());
      problems.add(
          new ConfigProblem(
              file,
              place.line(),
              place.column() + Math.max(0, problem.column() - 1),
              problem.severity(),
              problem.message(),
              problem.hint()));
    }
    return problems;
  }
}
