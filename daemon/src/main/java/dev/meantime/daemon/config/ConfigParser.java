// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a configuration. One object reads one configuration; confined to its caller.
///
/// Reading goes on after an error, so that all of them are told at once.
public final class ConfigParser {

  /// The main file counts as the first level.
  private static final int MAX_LEVELS = 10;

  private static final int MAX_DIRECTORIES = 10;
  private static final String BUILT_IN = "built-in configuration";
  private static final List<String> BUILT_IN_LINES =
      List.of(
          "server 0.pool.ntp.org iburst",
          "server 1.pool.ntp.org iburst",
          "server 2.pool.ntp.org iburst",
          "server 3.pool.ntp.org iburst",
          "makestep 1 3",
          "driftfile /var/lib/meantime/drift");

  private final ConfigSource source;
  private final Problems problems = new Problems();
  private final SourceLineDirectives sourceLines = new SourceLineDirectives();
  private final SourcesDirectives sources = new SourcesDirectives();
  private final AcquisitionDirectives acquisition = new AcquisitionDirectives();
  private final TimestampingDirectives timestamping = new TimestampingDirectives();
  private final SelectionDirectives selection = new SelectionDirectives();
  private final DisciplineDirectives discipline = new DisciplineDirectives();
  private final ClockDirectives clock = new ClockDirectives();
  private final ServedTimeDirectives served = new ServedTimeDirectives();
  private final ServerDirectives server = new ServerDirectives();
  private final NtsDirectives nts = new NtsDirectives();
  private final CommandDirectives command = new CommandDirectives();
  private final RtcDirectives rtc = new RtcDirectives();
  private final RefclockDirectives refclock = new RefclockDirectives();
  private final LogDirectives log = new LogDirectives();
  private final ProcessDirectives process = new ProcessDirectives();
  private final DirectiveTable table =
      new DirectiveTable(
          List.of(
              sourceLines,
              sources,
              acquisition,
              timestamping,
              selection,
              discipline,
              clock,
              served,
              server,
              nts,
              command,
              rtc,
              refclock,
              log,
              process));
  private final List<String> directives = new ArrayList<>();
  private final Map<String, Line> lastLines = new HashMap<>();
  private int untilError = -1;
  private int level;
  private boolean tooDeep;

  private ConfigParser(ConfigSource source) {
    this.source = source;
    table.add(Directive.of("include", "PATTERN", 1, 1, this::include));
    table.add(Directive.of("confdir", "DIRECTORY...", 1, MAX_DIRECTORIES, this::confdir));
  }

  /// Where a configuration is looked for when none is named, in this order: Debian's place, then
  /// chrony's own.
  public static final List<String> DEFAULT_FILES =
      List.of("/etc/chrony/chrony.conf", "/etc/chrony.conf");

  /// Reads the first of the {@link #DEFAULT_FILES} that exists, or what is built in.
  public static ConfigResult parseDefault(ConfigSource source) {
    for (String path : DEFAULT_FILES) {
      if (source.exists(path)) {
        return parseFile(path, source);
      }
    }
    return parseBuiltIn(source);
  }

  /// Reads a file and what it includes.
  public static ConfigResult parseFile(String path, ConfigSource source) {
    ConfigParser parser = new ConfigParser(source);
    parser.readFile(path, new Place(path, 0, 0));
    return parser.result();
  }

  /// Reads the arguments of the command, each a line, in place of a file.
  public static ConfigResult parseArguments(List<String> arguments, ConfigSource source) {
    ConfigParser parser = new ConfigParser(source);
    parser.level = 1;
    parser.readLines("", arguments);
    return parser.result();
  }

  /// What counts without any file: public servers, and a clock that may be stepped at start.
  public static ConfigResult parseBuiltIn(ConfigSource source) {
    ConfigParser parser = new ConfigParser(source);
    parser.level = 1;
    parser.readLines(BUILT_IN, BUILT_IN_LINES);
    return parser.result();
  }

  /// Every directive with what becomes of it: for documentation and tests.
  static DirectiveTable table(ConfigSource source) {
    return new ConfigParser(source).table;
  }

  /// Where a problem with a whole file is told: at the line that names the file.
  private record Place(String file, int line, int column) {}

  private void readFile(String path, Place place) {
    if (level == MAX_LEVELS) {
      // Nothing more is read: files that include each other would be read 2 to the 10th times.
      tooDeep = true;
      error(place, "files include each other more than " + MAX_LEVELS + " levels deep", "");
      return;
    }
    String text;
    try {
      text = source.read(path);
    } catch (IOException e) {
      error(place, "cannot read '" + path + "': " + String.valueOf(e.getMessage()), "");
      return;
    }
    level++;
    // Not lines(): a carriage return is white space like any other here.
    readLines(path, List.of(text.split("\n", -1)));
    level--;
  }

  private void readLines(String file, List<String> lines) {
    for (int i = 0; i < lines.size() && !tooDeep; i++) {
      String text = lines.get(i);
      if (text.length() > Line.MAX_LENGTH) {
        problems.error(
            file,
            i + 1,
            Line.MAX_LENGTH + 1,
            "the line is too long",
            "at most " + Line.MAX_LENGTH + " characters");
        noteError();
        continue;
      }
      Line line = Line.of(file, i + 1, text);
      if (!line.isIgnored()) {
        readLine(line);
      }
    }
  }

  private void readLine(Line line) {
    String name = table.find(line.directive().text()).map(Directive::name).orElse("");
    if (!name.equals("include") && !name.equals("confdir")) {
      directives.add(line.normalised());
    }
    lastLines.put(name, line);
    table.apply(line, problems);
    noteError();
  }

  private void noteError() {
    if (untilError < 0 && problems.errors() > 0) {
      untilError = directives.size();
    }
  }

  private void error(Place place, String message, String hint) {
    problems.error(place.file(), place.line(), place.column(), message, hint);
    noteError();
  }

  private void include(Arguments arguments) {
    Word pattern = arguments.word(0);
    try {
      for (String path : source.glob(pattern.text())) {
        readIncluded(path, arguments, pattern);
      }
    } catch (IOException e) {
      arguments.error(
          pattern,
          "cannot search for '" + pattern.text() + "': " + String.valueOf(e.getMessage()),
          "");
    }
  }

  private void confdir(Arguments arguments) {
    List<String> directories = arguments.words().stream().map(Word::text).toList();
    for (String path : DirectorySearch.files(source, directories, ".conf")) {
      readIncluded(path, arguments, arguments.word(0));
    }
  }

  private void readIncluded(String path, Arguments arguments, Word at) {
    if (!tooDeep) {
      readFile(path, new Place(arguments.file(), arguments.number(), at.column()));
    }
  }

  private ConfigResult result() {
    double maxClockError = discipline.maxClockError();
    checkTogether();
    DaemonConfig config =
        new DaemonConfig(
            sources.build(sourceLines, refclock, maxClockError),
            acquisition.build(),
            timestamping.build(),
            selection.build(maxClockError),
            discipline.build(clock.driftInterval()),
            clock.build(),
            served.build(),
            server.build(),
            command.build(),
            rtc.build(),
            log.build(),
            process.build());
    return new ConfigResult(
        config, problems.found(), directives, untilError < 0 ? directives.size() : untilError);
  }

  /// Directives that are right each by itself but not together.
  private void checkTogether() {
    conflict("rtcsync", "rtcfile", "only one of them can look after the real-time clock");
    if (refclock.hasRealTimeClock()) {
      conflict("refclock", "rtcfile", "a clock that is read as a source cannot be set");
      conflict("refclock", "rtcsync", "a clock that is read as a source cannot be set");
    }
    for (String limit : List.of("ratelimit", "ntsratelimit", "cmdratelimit")) {
      conflict(limit, "noclientlog", "limiting rates needs the log of clients: remove noclientlog");
    }
    if (refclock.hasTai() && !lastLines.containsKey("leapsectz")) {
      if (!lastLines.containsKey("leapseclist")) {
        together("refclock", "option 'tai' needs to know the leap seconds", "add leapseclist");
      }
    }
    served
        .misfit(discipline.leapMode())
        .ifPresent(misfit -> together(misfit.directive(), misfit.message(), misfit.hint()));
    conflict("smoothtime", "leapsmear", "served time is either smoothed or smeared");
    warnOfMissingLocks();
    warnOfIdleProcessors();
    if (nts.certificates() != nts.keys()) {
      together(
          nts.certificates() > nts.keys() ? "ntsservercert" : "ntsserverkey",
          nts.certificates() + " certificates but " + nts.keys() + " keys",
          "each ntsservercert needs its ntsserverkey");
    }
  }

  private void warnOfMissingLocks() {
    for (String lock : refclock.missingLocks()) {
      Line line = lastLines.get("refclock");
      if (line != null) {
        problems.warnOnce(
            "lock " + lock,
            line,
            line.directive(),
            "there is no reference clock named '" + lock + "' that pulses could be locked to",
            "pulses locked to it are not used");
      }
    }
  }

  private void warnOfIdleProcessors() {
    Line line = lastLines.get("serveraffinity");
    if (line != null && server.idleProcessors() > 0) {
      int named = line.arguments().size();
      problems.warnOnce(
          "serveraffinity",
          line,
          line.arguments().get(named - server.idleProcessors()),
          "there are fewer threads than processors: no thread is bound to this one",
          "add serverthreads " + named);
    }
  }

  private void conflict(String name, String other, String reason) {
    if (lastLines.containsKey(other)) {
      together(name, "'" + name + "' cannot be used with '" + other + "'", reason);
    }
  }

  private void together(String name, String message, String hint) {
    Line line = lastLines.get(name);
    if (line != null) {
      problems.error(line, line.directive(), message, hint);
    }
  }
}
