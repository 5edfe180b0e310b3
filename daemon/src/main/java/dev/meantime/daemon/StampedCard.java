// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.HardwareTimestamping;
import dev.meantime.engine.hardware.HardwareScale;
import dev.meantime.engine.hardware.HardwareTime;
import dev.meantime.engine.hardware.HardwareTimeOptions;
import dev.meantime.engine.refclock.HardwareReadings;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.StampingCard;
import dev.meantime.platform.Timers;
import java.io.IOException;
import java.util.Optional;

/// One network card whose clock is followed: read every so often, more often while its timestamps
/// are used. Confined to the loop.
final class StampedCard {

  /// As many as the kernel takes at once.
  private static final int READINGS = 25;

  /// Longer than this, seconds, a reading is not worth waiting for: by then the conversion has
  /// become too uncertain to be used.
  private static final double LONGEST_INTERVAL = 256;

  /// Until the conversion is known, seconds.
  private static final double FIRST_INTERVAL = 1;

  private final StampingCard card;
  private final HardwareTime model;
  private final double shortest;
  private final double longest;
  private final Timers timers;
  private final MonotonicClock clock;
  private final EventLog log;
  private Optional<Timers.Timer> timer = Optional.empty();
  private long stamps;

  StampedCard(
      StampingCard card,
      HardwareTimestamping line,
      Timers timers,
      MonotonicClock clock,
      EventLog log) {
    this.card = card;
    this.model =
        new HardwareTime(
            new HardwareTimeOptions(
                line.minSamples(), line.maxSamples(), Math.max(0, line.precision())));
    this.shortest = Math.min(Math.scalb(1.0, line.minPoll()), LONGEST_INTERVAL);
    this.longest = Math.min(Math.scalb(1.0, line.maxPoll()), LONGEST_INTERVAL);
    this.timers = timers;
    this.clock = clock;
    this.log = log;
  }

  String device() {
    return card.device();
  }

  /// Reads now, and again and again.
  void follow() {
    long begun = clock.nowNanos();
    read();
    long wait = Math.round(interval() * 1e9);
    timer = Optional.of(timers.schedule(begun + wait, this::follow));
  }

  private double interval() {
    if (model.scale().isEmpty()) {
      return Math.min(shortest, FIRST_INTERVAL);
    }
    long all = card.counts().all();
    boolean used = all != stamps;
    stamps = all;
    return used ? shortest : longest;
  }

  private void read() {
    String trouble = "card " + device();
    try {
      model.onReadings(
          card.clock().read(READINGS).stream()
              .map(r ->
                  new HardwareReadings.Reading(r.beforeNanos(), r.clockNanos(), r.afterNanos()))
              .toList());
      card.refresh();
      log.ended(trouble);
    } catch (IOException e) {
      model.forget();
      log.trouble(trouble, "Could not read the clock of " + device() + ": " + Problem.reason(e));
    }
    publish();
  }

  /// The wall clock's rate was changed by this factor.
  void onRateChange(long wallNanos, double factor) {
    model.onRateChange(wallNanos, factor);
    publish();
  }

  /// The wall clock was stepped.
  void forget() {
    model.forget();
    publish();
  }

  private void publish() {
    card.convertBy(model.scale().map(ByScale::new));
  }

  void close() {
    timer.ifPresent(Timers.Timer::cancel);
    card.close();
  }

  private record ByScale(HardwareScale scale) implements StampingCard.Conversion {
    @Override
    public long wallNanos(long clockNanos) {
      return scale.wallNanosAt(clockNanos);
    }

    @Override
    public double bound(long clockNanos) {
      return scale.boundAt(clockNanos);
    }
  }
}
