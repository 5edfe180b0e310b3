// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.daemon.config.DaemonConfig;
import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.discipline.ClockDiscipline;
import dev.meantime.engine.discipline.DisciplineEvent;
import dev.meantime.engine.discipline.Drift;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.engine.serve.Serving;
import dev.meantime.engine.serve.ServingEvent;
import dev.meantime.platform.ClockException;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Timers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One run of the daemon, from taking over the clock to giving it back: an initial step if one is
/// configured, then normal operation; or a single measurement. Confined to the loop.
final class Life implements Timekeeper.Owner {

  private static final double SETTLE_SECONDS = 2;

  private final Platform platform;
  private final DaemonConfig config;
  private final RunOptions options;
  private final EventLog log;
  private final ClockSetup clock;
  private final PrintStream out;
  private final ServiceManager serviceManager;
  private final PidFile pidFile;
  private final Consumer<ExitStatus> stop;
  private final HardwareStamping stamping;
  private final StatusLogs logs;
  private final DriftKeeper drifts;
  private final Timekeeper timekeeper;
  private final ClientSockets sockets;
  private final Optional<TemperatureSensor> sensor;
  private final Setup setup;
  private final List<Timers.Timer> timers = new ArrayList<>();
  private Optional<FirstEstimate> firstEstimate = Optional.empty();
  private Optional<Operation> operation = Optional.empty();
  private boolean stepRefused;
  private boolean ending;

  /// @param leapSeconds what this machine's files know
  /// @param temperature what `tempcomp` comes to
  /// @param stamping by network cards, enabled
  /// @param stop ends the daemon with this status
  Life(
      Platform platform,
      DaemonConfig config,
      RunOptions options,
      EventLog log,
      ClockSetup clock,
      Supplier<LeapSecondTable> leapSeconds,
      TemperatureSensor.Setting temperature,
      HardwareStamping stamping,
      PrintStream out,
      ServiceManager serviceManager,
      PidFile pidFile,
      Consumer<ExitStatus> stop) {
    this.platform = platform;
    this.config = config;
    this.options = options;
    this.log = log;
    this.clock = clock;
    this.stamping = stamping;
    this.out = out;
    this.serviceManager = serviceManager;
    this.pidFile = pidFile;
    this.stop = stop;
    this.drifts =
        new DriftKeeper(clock.driftFile(), platform.wallClock(), platform.background(), log);
    ClockDiscipline discipline =
        new ClockDiscipline(
            clock.discipline(),
            clock.precision(),
            platform.kernelClock().maximumFrequency(),
            platform.entropy()::nextLong,
            leapSeconds);
    this.timekeeper =
        new Timekeeper(platform, discipline, now -> serving(discipline, now), log, this);
    this.logs = new StatusLogs(config.log(), log);
    this.sockets = new ClientSockets(platform.network(), config.acquisition());
    this.sensor =
        temperature instanceof TemperatureSensor.Setting.Sensor setting
            ? Optional.of(new TemperatureSensor(setting, platform, log, this::onTemperature))
            : Optional.empty();
    List<SymmetricKey> keys = Keys.read(config.sources().keyFile(), log);
    this.setup =
        new Setup(
            platform,
            config,
            options,
            log,
            logs,
            timekeeper,
            new NtpSourceFactory(
                new NtpSource.Surroundings(
                    platform.timers(), timekeeper, sockets, !config.server().access().isEmpty()),
                EstimatorFactory.USUAL,
                new KeyRing(keys),
                platform.entropy(),
                clock.precision(),
                config.timestamping().patience(),
                log),
            keys,
            clock.precision(),
            leapSeconds,
            dumps(),
            clock.steers());
  }

  EventLog log() {
    return log;
  }

  Timekeeper timekeeper() {
    return timekeeper;
  }

  /// Empty before normal operation.
  Optional<Operation> operation() {
    return operation;
  }

  private Serving serving(ClockDiscipline discipline, Now now) {
    return new Serving(
        config.served(),
        discipline,
        clock.discipline().leapMode(),
        clock.steers(),
        clock.precision(),
        platform.entropy().nextLong(),
        now);
  }

  void begin() {
    timekeeper.start(ClockSetup.kernelFrequency(platform, log), clock.readDrift(log));
    stamping.follow(timekeeper);
    if (options.timeoutSeconds() > 0) {
      after(options.timeoutSeconds(), this::onTimeout);
    }
    if (options.setFromRtc()) {
      setInitialTime();
    }
    switch (options.mode()) {
      case NORMAL -> {
        List<String> hosts = config.sources().initialStep().hosts();
        if (hosts.isEmpty() || options.restart()) {
          operate();
        } else {
          measure(hosts.stream().map(SourceLines::eager).toList(), false, this::onInitialOffset);
        }
      }
      case SET_ONCE -> measure(config.sources().lines(), true, this::setOnce);
      case MEASURE_ONCE -> measure(config.sources().lines(), true, this::tellOnce);
    }
  }

  /// Gives everything back. Called once.
  void end() {
    ending = true;
    log.info("chronyd exiting");
    serviceManager.stopping();
    timers.forEach(Timers.Timer::cancel);
    sensor.ifPresent(TemperatureSensor::close);
    timekeeper.stop();
    firstEstimate.ifPresent(FirstEstimate::close);
    operation.ifPresent(Operation::close);
    sockets.close();
    stamping.close();
    logs.cycle();
    pidFile.remove();
    log.close();
  }

  @Override
  public void onReport(DisciplineEvent event) {
    if (event instanceof DisciplineEvent.StepRefused) {
      stepRefused = true;
    }
    if (event instanceof DisciplineEvent.Updated update) {
      String source =
          operation.flatMap(normal -> normal.logName(update.estimate().source())).orElse("?");
      logs.onTracking(update, source, timekeeper.beforeUpdate().remainingCorrection());
    }
    if (event instanceof DisciplineEvent.Unsynchronised(ClockState state)) {
      long now = timekeeper.toCooked(platform.wallClock().nowNanos());
      logs.onUnsynchronised(now, timekeeper.beforeUpdate(), state);
    }
    ClockMessages.tell(event, config.clock().driftFile(), log);
  }

  @Override
  public void onReport(ServingEvent event) {
    switch (event) {
      case SMOOTHING_ACTIVATED -> log.info("Activated time smoothing");
      case SMOOTHING_RESET -> log.info("Reset time smoothing");
    }
  }

  @Override
  public void onSaveDrift(Drift drift) {
    if (ending) {
      drifts.saveNow(drift);
    } else {
      drifts.save(drift);
    }
  }

  @Override
  public void onGiveUp() {
    stop.accept(ExitStatus.FAILURE);
  }

  @Override
  public void onControlLost(ClockException reason) {
    log.fatal("Could not steer the system clock: " + reason.getMessage());
    stop.accept(ExitStatus.FAILURE);
  }

  private void onTimeout() {
    log.info("Timeout reached");
    stop.accept(timekeeper.state().isSynchronised() ? ExitStatus.SUCCESS : ExitStatus.FAILURE);
  }

  /// A machine without a battery begins in the past: the drift file was written later than that.
  private void setInitialTime() {
    if (!clock.steers()) {
      log.warn("-s: the clock is only observed, so that it is not set from the real-time clock");
      return;
    }
    InitialTime found =
        InitialTime.of(
            platform.realTimeClockSeconds(config.rtc().device()),
            config.rtc().utc() ? ZoneOffset.UTC : ZoneId.systemDefault(),
            clock.driftFile().flatMap(DriftFile::modifiedNanos),
            platform.wallClock().nowNanos());
    switch (found) {
      case InitialTime.FromRtc(double behind) -> {
        log.info("System time set from RTC");
        timekeeper.correctAtOnce(behind, 0);
      }
      case InitialTime.FromDriftFile(double behind, boolean rtcIgnored) -> {
        tellIgnored(rtcIgnored);
        log.info("System time restored from driftfile " + config.clock().driftFile());
        timekeeper.correctAtOnce(behind, 0);
      }
      case InitialTime.Unchanged(boolean rtcIgnored) -> tellIgnored(rtcIgnored);
      case InitialTime.Unknown() ->
          log.warn("-s: there is neither a real-time clock nor a drift file to set the clock from");
    }
  }

  private void tellIgnored(boolean rtcIgnored) {
    if (rtcIgnored) {
      log.warn("RTC time before last driftfile modification (ignored)");
    }
  }

  private void measure(
      List<SourceLine> lines, boolean withRefclocks, Consumer<OptionalDouble> whenDone) {
    FirstEstimate estimate = new FirstEstimate(setup, withRefclocks, whenDone);
    firstEstimate = Optional.of(estimate);
    estimate.start(lines);
  }

  private void setOnce(OptionalDouble offset) {
    if (offset.isEmpty()) {
      noSuitableSource();
      return;
    }
    log.info(
        String.format(
            Locale.ROOT, "System clock wrong by %.6f seconds (step)", offset.getAsDouble()));
    timekeeper.correctAtOnce(offset.getAsDouble(), 0);
    stop.accept(stepRefused ? ExitStatus.FAILURE : ExitStatus.SUCCESS);
  }

  private void tellOnce(OptionalDouble offset) {
    if (offset.isEmpty()) {
      noSuitableSource();
      return;
    }
    double seconds = offset.getAsDouble();
    log.info(String.format(Locale.ROOT, "System clock wrong by %.6f seconds (ignored)", seconds));
    out.println(
        String.format(
            Locale.ROOT,
            "The system clock is %.6f s %s",
            Math.abs(seconds),
            seconds < 0 ? "ahead" : "behind"));
    stop.accept(ExitStatus.SUCCESS);
  }

  private void noSuitableSource() {
    log.warn("No suitable source for synchronisation");
    stop.accept(ExitStatus.FAILURE);
  }

  private void onInitialOffset(OptionalDouble offset) {
    firstEstimate = Optional.empty();
    if (offset.isPresent()) {
      double seconds = offset.getAsDouble();
      double threshold = config.sources().initialStep().threshold();
      log.info(
          String.format(
              Locale.ROOT,
              "System's initial offset : %.6f seconds %s of true (%s)",
              Math.abs(seconds),
              seconds < 0 ? "fast" : "slow",
              Math.abs(seconds) >= threshold ? "step" : "slew"));
      timekeeper.correctAtOnce(seconds, threshold);
    } else {
      log.warn("No suitable source for initstepslew");
    }
    after(SETTLE_SECONDS, this::operate);
  }

  private void operate() {
    Operation normal =
        new Operation(setup, serviceManager::ready, () -> stop.accept(ExitStatus.SUCCESS));
    operation = Optional.of(normal);
    sensor.ifPresent(TemperatureSensor::start);
    normal.start();
  }

  /// Samples of a clock that is only observed are on a scale of this run alone.
  private Optional<DumpDirectory> dumps() {
    String directory = config.sources().dumpDirectory();
    if (directory.isEmpty() || !clock.steers()) {
      return Optional.empty();
    }
    return Optional.of(
        new DumpDirectory(Path.of(directory), clock.disk(), platform.background(), log));
  }

  private void onTemperature(double temperature, double slow) {
    timekeeper.onTemperature(slow);
    logs.onTemperature(platform.wallClock().nowNanos(), temperature, slow);
  }

  private void after(double seconds, Runnable task) {
    long when = platform.monotonicClock().nowNanos() + Math.round(seconds * 1e9);
    timers.add(platform.timers().schedule(when, task));
  }
}
