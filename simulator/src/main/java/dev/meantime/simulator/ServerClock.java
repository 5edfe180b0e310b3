// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How wrong a model server is, at any time. Confined to the simulation's thread.
final class ServerClock {

  private record Ramp(long fromNanos, long untilNanos, double rate) {
    double at(long trueNanos) {
      long end = Math.min(trueNanos, untilNanos);
      return end <= fromNanos ? 0 : rate * ((end - fromNanos) * 1e-9);
    }
  }

  private final Simulation simulation;
  private final List<Ramp> ramps = new ArrayList<>();
  private Optional<Oscillator> oscillator = Optional.empty();
  private double constant;

  ServerClock(Simulation simulation) {
    this.simulation = simulation;
  }

  void constant(double seconds) {
    constant = seconds;
  }

  void oscillator(Oscillator value) {
    oscillator = Optional.of(value);
  }

  void ramp(long fromNanos, long untilNanos, double rate) {
    ramps.add(new Ramp(fromNanos, untilNanos, rate));
  }

  /// Seconds by which it is ahead now.
  double error() {
    double error = constant + oscillator.map(Oscillator::excess).orElse(0.0);
    for (Ramp ramp : ramps) {
      error += ramp.at(simulation.trueNanos());
    }
    return error;
  }

  /// What it shows, nanoseconds since the Unix epoch.
  long nowNanos() {
    long noise = oscillator.map(Oscillator::readingNoiseNanos).orElse(0L);
    return simulation.utcNanos() + Math.round(error() * 1e9) + noise;
  }
}
