// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.util.List;
import java.util.Locale;

/// The table of commands, in the order of the overview. {@link #run} names each class at the one
/// place where it is called, so that starting one loads none of the others.
enum Subcommand {
  DEMO(Group.TRY, "See the daemon at work on simulated time: no root, no network"),
  SIMULATE(Group.TRY, "Run daemons on simulated time and measure how right they are"),
  RUN(Group.KEEP, "Keep the clock right: the NTP daemon, with chronyd's options"),
  QUERY(Group.ASK, "Ask any NTP server, and judge the answer"),
  TRACKING(Group.LOOK, "How right the local clock is, and what it follows"),
  SOURCES(Group.LOOK, "The time sources and their last measurement"),
  SOURCESTATS(Group.LOOK, "What the measurements of each source say together"),
  ACTIVITY(Group.LOOK, "How many sources are being asked"),
  SERVERSTATS(Group.LOOK, "How much the server has been asked, and what became of it"),
  SMOOTHING(Group.LOOK, "How far served time is from the clock, by smoothtime"),
  CLIENTS(Group.LOOK, "Who has asked the server, how often and when"),
  ACCESS(Group.LOOK, "Whether a client may ask, and which line says so"),
  LOCAL(Group.CHANGE, "Let the clock be its own reference when no source corrects it"),
  SMOOTHTIME(Group.CHANGE, "Begin to smooth served time, or let it jump to the clock's");

  /// What the overview puts together.
  enum Group {
    TRY("Try things out"),
    KEEP("Keep time"),
    ASK("Ask others for the time"),
    LOOK("Look at a running daemon (meantime or chronyd)"),
    CHANGE("Change a running daemon (meantime or chronyd), until it ends");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private final Group group;
  private final String summary;

  Subcommand(Group group, String summary) {
    this.group = group;
    this.summary = summary;
  }

  int run(List<String> args, Output output) {
    return switch (this) {
      case DEMO -> DemoCommand.run(args, output);
      case SIMULATE -> SimulateCommand.run(args, output);
      case RUN -> RunCommand.daemon(args, output);
      case QUERY -> QueryCommand.run(args, output);
      case TRACKING -> TrackingCommand.run(args, output);
      case SOURCES -> SourcesCommand.run(args, output);
      case SOURCESTATS -> SourceStatsCommand.run(args, output);
      case ACTIVITY -> ActivityCommand.run(args, output);
      case SERVERSTATS -> ServerStatsCommand.run(args, output);
      case SMOOTHING -> SmoothingCommand.run(args, output);
      case CLIENTS -> ClientsCommand.run(args, output);
      case ACCESS -> AccessCommand.run(args, output);
      case LOCAL -> LocalCommand.run(args, output);
      case SMOOTHTIME -> SmoothTimeCommand.run(args, output);
    };
  }

  /// As typed.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Group group() {
    return group;
  }

  /// One line for the overview.
  String summary() {
    return summary;
  }
}
