// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.hardware;

import dev.meantime.engine.refclock.HardwareReadings;
import dev.meantime.engine.refclock.HardwareReadings.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Follows the clock of a network card by readings taken between two of the wall clock, so that the
/// card's timestamps of packets can be told in wall-clock time. Which time scale the card's clock
/// keeps, UTC, TAI or seconds since it was switched on, does not matter. Confined to the loop.
///
/// Each reading has a hard bound, half of what it took. One that lies beyond what the readings
/// before it allow says that one of the clocks was moved, or is itself wrong: until the next has
/// decided which, nothing is converted.
public final class HardwareTime {

  static final int CAPACITY = 64;

  /// How many readings must agree before anything is converted: two make any line, the third
  /// confirms it.
  private static final int TRUSTED = 3;

  /// The two clocks' rates differ by no more, s/s, in which the kernel's fastest slew has room.
  private static final double LARGEST_RATE = 0.2;

  /// By how much their rates may change while nobody looks, s/s.
  private static final double WANDER = 1e-7;

  /// A reading this many times less certain than usual says nothing new.
  private static final double SLOW = 3;

  /// But after so many of them, that is what is usual now.
  private static final int MOST_SLOW = 4;

  private static final int USUAL_MEMORY = 16;

  /// What became of readings.
  public enum Outcome {
    /// They count.
    ACCEPTED,
    /// They took longer than usual and are left out.
    SLOW,
    /// They contradict those before: the next ones will tell.
    CONTRADICTING,
    /// They contradict those before once more, which are forgotten.
    RESTARTED,
    /// The wall clock went back meanwhile.
    UNUSABLE
  }

  private record Sample(long wallNanos, long clockNanos, double bound) {}

  private final HardwareTimeOptions options;
  private final Sample[] samples = new Sample[CAPACITY];
  private int count;
  private Optional<Sample> suspect = Optional.empty();
  private Optional<HardwareScale> scale = Optional.empty();
  private final double[] usual = new double[USUAL_MEMORY];
  private int usualCount;
  private int slow;

  public HardwareTime(HardwareTimeOptions options) {
    this.options = options;
    Arrays.fill(samples, new Sample(0, 0, 0));
  }

  /// Takes readings made in quick succession.
  public Outcome onReadings(List<Reading> readings) {
    Optional<Sample> combined = combine(readings);
    if (combined.isEmpty()) {
      return Outcome.UNUSABLE;
    }
    Sample sample = combined.get();
    if (isSlow(sample)) {
      return Outcome.SLOW;
    }
    if (agreesWithKept(sample)) {
      suspect = Optional.empty();
      add(sample);
      return Outcome.ACCEPTED;
    }
    if (suspect.isEmpty() && count >= TRUSTED) {
      suspect = Optional.of(sample);
      return Outcome.CONTRADICTING;
    }
    Optional<Sample> before = suspect;
    forget();
    before.filter(first -> agree(first, sample)).ifPresent(this::add);
    add(sample);
    return Outcome.RESTARTED;
  }

  /// How to convert the card's timestamps; empty while that is not known well enough.
  public Optional<HardwareScale> scale() {
    return suspect.isPresent() || count < Math.max(TRUSTED, options.minSamples())
        ? Optional.empty()
        : scale;
  }

  /// How many readings the scale rests on.
  public int samples() {
    return count;
  }

  /// The wall clock's rate was changed: readings before are told as if it had always been so.
  ///
  /// @param wallNanos when
  /// @param factor by which the wall clock runs faster from now on, near 1
  public void onRateChange(long wallNanos, double factor) {
    for (int i = 0; i < count; i++) {
      samples[i] = rescaled(samples[i], wallNanos, factor);
    }
    suspect = suspect.map(sample -> rescaled(sample, wallNanos, factor));
    fit();
  }

  private static Sample rescaled(Sample sample, long wallNanos, double factor) {
    double distance = sample.wallNanos() - wallNanos;
    long wall = sample.wallNanos() + Math.round(distance * (factor - 1));
    return new Sample(wall, sample.clockNanos(), sample.bound());
  }

  /// One of the clocks was stepped.
  public void forget() {
    count = 0;
    suspect = Optional.empty();
    scale = Optional.empty();
  }

  private Optional<Sample> combine(List<Reading> readings) {
    if (readings.isEmpty()) {
      return Optional.empty();
    }
    // Far apart, their difference would lose its nanoseconds in floating point; and while a slew
    // runs, it changes from the first reading to the last.
    Reading first = readings.getFirst();
    double rate = scale.map(HardwareScale::rate).orElse(0.0);
    List<Reading> near = readings.stream().map(r -> brought(r, first, rate)).toList();
    return HardwareReadings.combine(near, options.precision())
        .map(r -> {
          double slower = (r.clockNanos() - first.beforeNanos()) * rate / (1 + rate);
          long apart = first.clockNanos() - first.beforeNanos();
          return new Sample(
              r.wallNanos(),
              r.clockNanos() + apart - Math.round(slower),
              Math.max(options.precision(), r.uncertainty()));
        });
  }

  /// A reading of the card's clock if it had begun together with the wall clock and kept its rate.
  private static Reading brought(Reading reading, Reading first, double rate) {
    long passed = reading.clockNanos() - first.clockNanos();
    long clock = first.beforeNanos() + passed + Math.round(passed * rate);
    return new Reading(reading.beforeNanos(), clock, reading.afterNanos());
  }

  private boolean isSlow(Sample sample) {
    int known = Math.min(usualCount, USUAL_MEMORY);
    double[] sorted = Arrays.copyOf(usual, USUAL_MEMORY);
    boolean exceeds = known > 0 && sample.bound() > SLOW * RobustLine.median(sorted, known);
    usual[usualCount++ % USUAL_MEMORY] = sample.bound();
    slow = exceeds ? slow + 1 : 0;
    return exceeds && slow <= MOST_SLOW;
  }

  private boolean agreesWithKept(Sample sample) {
    if (count == 0) {
      return true;
    }
    if (sample.clockNanos() <= samples[count - 1].clockNanos()) {
      return false;
    }
    if (scale.isEmpty()) {
      return agree(samples[count - 1], sample);
    }
    HardwareScale line = scale.get();
    double apart = (sample.wallNanos() - line.wallNanosAt(sample.clockNanos())) * 1e-9;
    return Math.abs(apart) <= line.boundAt(sample.clockNanos()) + sample.bound();
  }

  /// Whether one clock may have run from the first to the second.
  private static boolean agree(Sample first, Sample second) {
    double clock = (second.clockNanos() - first.clockNanos()) * 1e-9;
    double wall = (second.wallNanos() - first.wallNanos()) * 1e-9;
    return clock > 0
        && Math.abs(wall - clock) <= first.bound() + second.bound() + LARGEST_RATE * clock;
  }

  private void add(Sample sample) {
    if (count == options.maxSamples()) {
      dropOldest(1);
    }
    samples[count++] = sample;
    fit();
  }

  private void dropOldest(int number) {
    System.arraycopy(samples, number, samples, 0, count - number);
    count -= number;
  }

  /// Draws the line anew through as many of the latest readings as lie on one.
  private void fit() {
    if (count < 2) {
      scale = Optional.empty();
      return;
    }
    Sample newest = samples[count - 1];
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      long distance = samples[i].clockNanos() - newest.clockNanos();
      x[i] = distance * 1e-9;
      y[i] = (samples[i].wallNanos() - newest.wallNanos() - distance) * 1e-9;
    }
    int from = 0;
    RobustLine line = RobustLine.fit(x, y, from, count);
    while (count - from > Math.max(TRUSTED, options.minSamples())
        && line.isBent(x, y, from, count)) {
      from++;
      line = RobustLine.fit(x, y, from, count);
    }
    double bound = bound(line, x, y, from);
    dropOldest(from);
    scale =
        Optional.of(
            new HardwareScale(
                newest.clockNanos(),
                newest.wallNanos() + Math.round(line.intercept() * 1e9),
                line.slope(),
                bound,
                2 * bound / -x[from] + WANDER));
  }

  private double bound(RobustLine line, double[] x, double[] y, int from) {
    double[] bounds = new double[count - from];
    double farthest = 0;
    for (int i = from; i < count; i++) {
      bounds[i - from] = samples[i].bound();
      farthest = Math.max(farthest, Math.abs(line.residual(x[i], y[i])));
    }
    return RobustLine.median(bounds, bounds.length) + farthest;
  }
}
