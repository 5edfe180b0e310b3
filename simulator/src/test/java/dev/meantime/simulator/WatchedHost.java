// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.SourceSnapshot;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.select.SourceVerdict;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// A host with a daemon that runs. Once a simulated second, what its clock shows is compared with
/// the truth and with what the daemon claims; looking leaves no trace.
final class WatchedHost {

  private static final double LOOK = 0.3;

  private final World world;
  private final SimulatedPlatform host;
  private final Daemon daemon;
  private long seconds;
  private long claims;
  private long outside;
  private double largestError;
  private double highest = Double.NEGATIVE_INFINITY;
  private double lowest = Double.POSITIVE_INFINITY;
  private double squares;
  private double largestShare;
  private double largestRate;

  private WatchedHost(World world, SimulatedPlatform host, Daemon daemon) {
    this.world = world;
    this.host = host;
    this.daemon = daemon;
  }

  /// Starts a daemon with this configuration on the world's host.
  static WatchedHost start(World world, String... lines) {
    return start(world, world.host(), lines);
  }

  static WatchedHost start(World world, SimulatedPlatform host, String... lines) {
    Daemon daemon = world.daemon(host, lines);
    assertThat(daemon.start()).as(world.story()).isTrue();
    WatchedHost watched = new WatchedHost(world, host, daemon);
    // Not on the full second: at a leap second, which one it is changes there.
    world.simulation.after(LOOK, () -> world.simulation.every(1, watched::look));
    return watched;
  }

  Daemon daemon() {
    return daemon;
  }

  World world() {
    return world;
  }

  SimulatedPlatform platform() {
    return host;
  }

  SimulatedClock clock() {
    return host.clock();
  }

  /// Lets so many seconds pass.
  WatchedHost run(double seconds) {
    world.simulation.run(seconds);
    return this;
  }

  /// Forgets what was seen so far, and lets so many seconds pass.
  WatchedHost watch(double seconds) {
    begin();
    return run(seconds);
  }

  boolean isSynchronised() {
    return state().isSynchronised();
  }

  ClockState state() {
    return daemon.currentClockState().orElseThrow();
  }

  SourceSnapshot source(int number) {
    return daemon.sources().stream()
        .filter(source -> source.name().equals("192.0.2." + number))
        .findFirst()
        .orElseThrow();
  }

  /// What the last selection made of that server.
  SourceVerdict verdict(int number) {
    return source(number).verdict().orElseThrow();
  }

  /// For failure messages.
  String story() {
    return this + "\n" + world.story();
  }

  private void look() {
    double error = host.clock().error();
    double magnitude = Math.abs(error);
    seconds++;
    squares += error * error;
    largestError = Math.max(largestError, magnitude);
    highest = Math.max(highest, error);
    lowest = Math.min(lowest, error);
    largestRate = Math.max(largestRate, Math.abs(host.clock().frequencyError()));
    OptionalDouble bound = bound();
    if (bound.isPresent()) {
      claims++;
      outside += magnitude > bound.getAsDouble() ? 1 : 0;
      largestShare = Math.max(largestShare, magnitude / bound.getAsDouble());
    }
  }

  /// Forgets what was seen so far.
  void begin() {
    seconds = 0;
    claims = 0;
    outside = 0;
    largestError = 0;
    highest = Double.NEGATIVE_INFINITY;
    lowest = Double.POSITIVE_INFINITY;
    squares = 0;
    largestShare = 0;
    largestRate = 0;
  }

  /// How wrong the daemon says that the wall clock can be now, seconds; empty while it does not say
  /// that it is synchronised.
  OptionalDouble bound() {
    Optional<ClockState> current = daemon.currentClockState();
    if (current.isEmpty() || !current.get().isSynchronised()) {
      return OptionalDouble.empty();
    }
    double remaining = current.get().remainingCorrection();
    long cooked = host.wallClock().nowNanos() + Math.round(remaining * 1e9);
    return OptionalDouble.of(Math.abs(remaining) + current.get().errorBoundAt(cooked));
  }

  /// Seconds, of the wall clock.
  double largestError() {
    return largestError;
  }

  /// Farthest ahead of the truth, seconds.
  double highest() {
    return highest;
  }

  /// Farthest behind the truth, seconds and negative.
  double lowest() {
    return lowest;
  }

  double rmsError() {
    return Math.sqrt(squares / seconds);
  }

  /// The largest deviation of the wall clock's rate, slews included, s/s.
  double largestRate() {
    return largestRate;
  }

  /// Seconds with a claim.
  long claims() {
    return claims;
  }

  /// Seconds in which the truth was outside the claimed bound.
  long outside() {
    return outside;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d s: rms %.3g, %.3g to %.3g, bound claimed %d s, outside %d s, at most %.3g of it",
        seconds,
        rmsError(),
        lowest,
        highest,
        claims,
        outside,
        largestShare);
  }
}
