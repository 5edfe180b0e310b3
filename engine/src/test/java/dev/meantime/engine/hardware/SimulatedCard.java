// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.hardware;

import dev.meantime.engine.refclock.HardwareReadings.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A network card's clock and a wall clock over a common true time, with readings that take
/// irregular time.
final class SimulatedCard {

  private static final long START = 1_780_000_000_000_000_000L;

  final SplittableRandom random;
  private double trueSeconds;
  private double wallAhead;
  private double cardAhead;
  private double wallRate;
  private double cardRate;
  private final long cardOrigin;

  /// @param cardOrigin what the card's clock shows when the wall clock shows `START`
  SimulatedCard(long seed, long cardOrigin, double cardRate) {
    this.random = new SplittableRandom(seed);
    this.cardOrigin = cardOrigin;
    this.cardRate = cardRate;
  }

  static SimulatedCard onTai(long seed, double cardRate) {
    return new SimulatedCard(seed, START + 37_000_000_000L, cardRate);
  }

  void pass(double seconds) {
    trueSeconds += seconds;
    wallAhead += seconds * wallRate;
    cardAhead += seconds * cardRate;
  }

  void stepWall(double seconds) {
    wallAhead += seconds;
  }

  /// Slews.
  ///
  /// @return the factor by which the wall clock runs faster now
  double setWallRate(double rate) {
    double factor = (1 + rate) / (1 + wallRate);
    wallRate = rate;
    return factor;
  }

  void changeCardRate(double change) {
    cardRate += change;
  }

  long wall() {
    return START + nanos(trueSeconds, wallAhead);
  }

  long card() {
    return cardOrigin + nanos(trueSeconds, cardAhead);
  }

  private static long nanos(double whole, double ahead) {
    // In two parts, so that long times keep their nanoseconds.
    return Math.round(whole * 1e9) + Math.round(ahead * 1e9);
  }

  /// 25 readings of 1.2 µs and more.
  List<Reading> read() {
    return read(1.2e-6);
  }

  List<Reading> read(double quickest) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      double delay = quickest - 3e-7 * Math.log(random.nextDouble());
      if (random.nextInt(10) == 0) {
        delay += 1e-4 * random.nextDouble();
      }
      double first = delay * random.nextDouble();
      long before = wall();
      pass(first);
      long card = card();
      pass(delay - first);
      readings.add(new Reading(before, card, wall()));
    }
    return readings;
  }

  /// By how much the scale is wrong about this moment, seconds.
  double error(HardwareScale scale) {
    return (scale.wallNanosAt(card()) - wall()) * 1e-9;
  }
}
