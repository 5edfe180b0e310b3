// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.RefclockLine;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.estimate.EstimatorOptions;
import dev.meantime.engine.estimate.MultipleModelEstimator;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.engine.refclock.ReferenceClock;
import dev.meantime.engine.refclock.ReferenceClockAction;
import dev.meantime.engine.refclock.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The reference clocks of the configuration, and which of them tells another its seconds. Confined
/// to the loop.
final class Refclocks implements RefclockSource.Listener {

  /// Hears what reference clocks say.
  interface Owner {
    void onUpdated(Source source);

    void onChanged();

    void onActivity();
  }

  private final Setup setup;
  private final Owner owner;
  private final List<RefclockSource> sources = new ArrayList<>();

  Refclocks(Setup setup, Owner owner) {
    this.setup = setup;
    this.owner = owner;
  }

  /// Opens the devices and begins to read them.
  void start() {
    for (RefclockLine line : setup.config().sources().refclocks()) {
      sources.add(create(line));
    }
    List.copyOf(sources).forEach(RefclockSource::start);
  }

  void close() {
    sources.forEach(RefclockSource::close);
    sources.clear();
  }

  /// In the order of the configuration.
  List<RefclockSource> sources() {
    return List.copyOf(sources);
  }

  private RefclockSource create(RefclockLine line) {
    double precision = setup.precision();
    SourceEstimator estimator =
        new LeapGuard(
            new MultipleModelEstimator(
                new EstimatorOptions(
                    line.maxSamples(), 0, 0, precision, EstimatorOptions.UNKNOWN_FREQUENCY)),
            setup.timekeeper()::isLeapClose,
            setup.log());
    ReferenceClock clock =
        new ReferenceClock(
            line.clock(),
            RefclockDevices.isPolled(line.device()),
            estimator,
            precision,
            setup.leapSeconds());
    return new RefclockSource(
        setup.sources().nextId(),
        line,
        clock,
        estimator,
        setup.platform(),
        setup.timekeeper(),
        precision,
        setup.log(),
        this);
  }

  @Override
  public void onUpdated(RefclockSource source) {
    owner.onUpdated(source);
  }

  @Override
  public void onChanged() {
    owner.onChanged();
  }

  @Override
  public void onMeasured(RefclockSource source, ReferenceClockAction.Measured measured) {
    setup.logs().onRefclockMeasured(source.logName(), measured);
  }

  @Override
  public void onFiltered(RefclockSource source, ReferenceClockAction.Filtered filtered) {
    setup.logs().onRefclockFiltered(source.logName(), filtered);
  }

  @Override
  public void onActivity() {
    owner.onActivity();
  }

  @Override
  public Seconds seconds(RefclockSource source) {
    String lock = source.line().lock();
    if (lock.isEmpty()) {
      return new Seconds.OwnClock(setup.timekeeper().reference());
    }
    return find(lock).map(RefclockSource::lock).orElseGet(Seconds.Nobody::new);
  }

  /// Also where it follows no source at all and is called synchronised nevertheless: then its own
  /// time is what it serves.
  @Override
  public boolean followsItself(ClockState state) {
    return state.isSynchronised()
        && state
            .source()
            .map(id ->
                sources.stream()
                    .anyMatch(source -> source.id().equals(id) && source.line().isUnlockedPulse()))
            .orElse(true);
  }

  private Optional<RefclockSource> find(String refid) {
    return sources.stream().filter(source -> source.line().refid().equals(refid)).findFirst();
  }
}
