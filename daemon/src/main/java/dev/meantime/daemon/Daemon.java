// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.DaemonConfig;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.respond.ServedClock;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.platform.Platform;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The daemon: what `meantime run` runs. {@link #run} takes the calling thread for the platform's
/// loop; {@link #start} and {@link #stop} leave the thread to whoever drives the loop, so that a
/// simulation can hold several daemons.
///
/// Confined to the loop's thread, but for {@link #clockState}, which any thread may call.
public final class Daemon {

  private final Platform platform;
  private final DaemonConfig config;
  private final RunOptions options;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final Disk disk;
  private volatile Optional<Life> life = Optional.empty();
  private ExitStatus status = ExitStatus.FAILURE;

  /// @param out for results that were asked for
  /// @param err for the log, unless it goes elsewhere
  public Daemon(
      Platform platform,
      DaemonConfig config,
      RunOptions options,
      PrintStream out,
      PrintStream err) {
    this(platform, config, options, out, err, System.getenv(), Disk.REAL);
  }

  /// The same with what it would else take from the process it runs in.
  ///
  /// @param environment the environment's variables: `NOTIFY_SOCKET`, `JOURNAL_STREAM`, `TZDIR` …
  /// @param disk where drift and dump files go
  public Daemon(
      Platform platform,
      DaemonConfig config,
      RunOptions options,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Disk disk) {
    this.platform = platform;
    this.config = config;
    this.options = options;
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.disk = disk;
  }

  /// Runs until it is told to end, or cannot go on.
  ///
  /// @return the exit status
  public int run() {
    if (!start()) {
      return status.code();
    }
    try {
      platform.eventLoop().run();
    } catch (RuntimeException e) {
      // A bug of ours: say where, give the clock back in good order, and let the service manager
      // start us again.
      life.ifPresent(started -> started.log().fatal("Internal error: " + e));
      e.printStackTrace(err);
      stop(ExitStatus.FAILURE);
    }
    return status.code();
  }

  /// Begins, and returns at once: the rest happens on the platform's loop.
  ///
  /// @return false when it cannot begin, which the log says why
  public boolean start() {
    EventLog log;
    try {
      log =
          new EventLog(
              platform.wallClock(),
              options.minimumSeverity(),
              LogSinks.choose(options, environment, err));
    } catch (IOException e) {
      err.println("Fatal error : Could not open the log file " + Problem.of(e));
      return false;
    }
    log.info("chronyd version " + Version.TEXT + " (meantime) starting (" + Version.FEATURES + ")");
    Optional<PidFile> pidFile = claim(log);
    if (pidFile.isEmpty()) {
      log.close();
      return false;
    }
    ClockSetup clock = ClockSetup.of(platform, config, options, disk);
    clock.tell(options, log);
    Unsupported.tell(config, options, clock.steers(), log);
    if (options.mode() == RunOptions.Mode.SET_ONCE && !clock.steers()) {
      return refuse(
          "Cannot set the clock ("
              + clock.denied().orElse("-x")
              + "); -Q measures its offset without setting it",
          pidFile.get(),
          log);
    }
    TemperatureSensor.Setting temperature = TemperatureSensor.setting(config.clock().temperature());
    if (temperature instanceof TemperatureSensor.Setting.Unusable(String reason)) {
      return refuse(reason, pidFile.get(), log);
    }
    HardwareStamping stamping;
    switch (HardwareStamping.open(platform, config.timestamping().hardware(), log)) {
      case HardwareStamping.Opening.Opened(HardwareStamping opened) -> stamping = opened;
      case HardwareStamping.Opening.Refused(String reason) -> {
        return refuse(reason, pidFile.get(), log);
      }
    }
    LeapSecondFile leapSeconds =
        LeapSecondFile.open(
            config.clock(), environment, platform.wallClock(), platform.background(), log);
    ServiceManager serviceManager =
        new ServiceManager(platform.network(), environment.getOrDefault("NOTIFY_SOCKET", ""), log);
    Life started =
        new Life(
            platform,
            config,
            options,
            log,
            clock,
            leapSeconds,
            temperature,
            stamping,
            out,
            serviceManager,
            pidFile.get(),
            this::stop);
    life = Optional.of(started);
    platform.eventLoop().onTermination(_ -> stop(ExitStatus.SUCCESS));
    started.begin();
    return life.isPresent();
  }

  private static boolean refuse(String reason, PidFile pidFile, EventLog log) {
    log.fatal(reason);
    pidFile.remove();
    log.close();
    return false;
  }

  /// Ends it in good order: the running slew is stopped, the drift saved, files and sockets are
  /// given back. Does nothing when it does not run.
  public void stop() {
    stop(ExitStatus.SUCCESS);
  }

  /// Whether it was started and has not ended.
  public boolean isRunning() {
    return life.isPresent();
  }

  /// What {@link #run} returns, once it has ended.
  public ExitStatus status() {
    return status;
  }

  /// How the clock stands; empty while it does not run. Safe from any thread.
  public Optional<ClockState> clockState() {
    return life.map(Life::timekeeper).map(Timekeeper::state);
  }

  /// What is told of the clock to those who ask this server; empty while it does not run. Safe from
  /// any thread.
  public Optional<ServedClock> servedClock() {
    return life.map(Life::timekeeper).map(Timekeeper::servedClock);
  }

  /// The same with what is still to be slewed now, instead of at the last change. Called on the
  /// loop's thread.
  public Optional<ClockState> currentClockState() {
    return life.map(Life::timekeeper).map(Timekeeper::currentState);
  }

  /// How the servers stand; none before normal operation. Called on the loop's thread.
  public List<SourceSnapshot> sources() {
    return life.flatMap(Life::operation).map(Operation::snapshots).orElse(List.of());
  }

  /// How the reference clocks stand; none before normal operation. Called on the loop's thread.
  public List<RefclockSnapshot> referenceClocks() {
    return life.flatMap(Life::operation).map(Operation::refclockSnapshots).orElse(List.of());
  }

  /// What the estimate of a source rests on, for a person who doubts it: worked out anew each time;
  /// empty when there is no such source. Called on the loop's thread.
  public Optional<Explanation> explain(SourceId id) {
    return life.flatMap(Life::operation).flatMap(operation -> operation.explain(id));
  }

  /// Why no source is believed; empty while one is. Called on the loop's thread.
  public Optional<WhyLost> whyLost() {
    return life.flatMap(Life::operation).map(Operation::selecting).flatMap(Selecting::lost);
  }

  private void stop(ExitStatus reason) {
    Optional<Life> ending = life;
    if (ending.isPresent()) {
      life = Optional.empty();
      status = reason;
      ending.get().end();
      platform.eventLoop().stop();
    }
  }

  /// The pid file that was written; a daemon without the right to write there runs all the same:
  /// only the check is lost. Empty when a conflict was told.
  private Optional<PidFile> claim(EventLog log) {
    PidFile file = new PidFile(config.process().pidFile());
    Optional<Long> other = file.otherProcess();
    if (other.isPresent()) {
      log.fatal(
          "Another chronyd may already be running (pid="
              + other.get()
              + "), check "
              + config.process().pidFile());
      return Optional.empty();
    }
    try {
      file.write();
    } catch (IOException e) {
      log.warn(
          "Could not write the pid file "
              + Problem.of(e)
              + "; a second daemon would not notice this one");
    }
    return Optional.of(file);
  }
}
