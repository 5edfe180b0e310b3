// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.daemon.Daemon;
import dev.meantime.engine.respond.ServedClock;
import dev.meantime.engine.respond.ServedHeader;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.ReferenceId;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What a host tells of its clock to whoever asks, looked at once a simulated second and compared
/// with the truth; looking leaves no trace.
final class Telling {

  private static final double LOOK = 0.4;

  private final World world;
  private final SimulatedPlatform host;
  private final Daemon daemon;
  private final ServedHeader header = new ServedHeader();
  private final Set<Integer> strata = new TreeSet<>();
  private long seconds;
  private long claims;
  private long outside;
  private double largestError;
  private double largestShare;

  private Telling(WatchedHost watched) {
    this.world = watched.world();
    this.host = watched.platform();
    this.daemon = watched.daemon();
  }

  static Telling of(WatchedHost watched) {
    Telling telling = new Telling(watched);
    watched.world().simulation.after(LOOK, () -> telling.world.simulation.every(1, telling::look));
    return telling;
  }

  /// Forgets what was seen so far.
  void begin() {
    strata.clear();
    seconds = 0;
    claims = 0;
    outside = 0;
    largestError = 0;
    largestShare = 0;
  }

  private void look() {
    if (!daemon.isRunning()) {
      return;
    }
    seconds++;
    strata.add(stratum());
    if (!isSynchronised()) {
      return;
    }
    double error = Math.abs(error());
    double bound = bound();
    claims++;
    outside += error > bound ? 1 : 0;
    largestError = Math.max(largestError, error);
    largestShare = Math.max(largestShare, error / bound);
  }

  private ServedHeader header() {
    served().describe(host.clock().reading(), header);
    return header;
  }

  private ServedClock served() {
    return daemon.servedClock().orElseThrow();
  }

  /// By how much the time that is told is ahead of UTC now, seconds.
  double error() {
    return (served().servedNanos(host.clock().reading()) - world.simulation.utcNanos()) * 1e-9;
  }

  /// Whether a client can use it: whoever follows stratum 15 sends 0.
  boolean isSynchronised() {
    return header().leap() != LeapIndicator.UNSYNCHRONISED.code() && stratum() > 0;
  }

  /// As it is sent: 0 when there is none.
  int stratum() {
    return header().stratum();
  }

  ReferenceId referenceId() {
    return new ReferenceId(header().referenceId());
  }

  /// Half the root delay and the root dispersion, seconds.
  double bound() {
    ServedHeader now = header();
    return new NtpShort(now.rootDelay()).toSeconds() / 2
        + new NtpShort(now.rootDispersion()).toSeconds();
  }

  /// Every stratum that was told.
  Set<Integer> strata() {
    return Set.copyOf(strata);
  }

  double largestError() {
    return largestError;
  }

  /// Seconds in which it said to be synchronised.
  long claims() {
    return claims;
  }

  /// Of these, seconds in which the truth was outside of what it claimed.
  long outside() {
    return outside;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d s: strata %s, synchronised %d s, at most %.3g wrong, outside %d s, at most %.3g of it",
        seconds,
        strata,
        claims,
        largestError,
        outside,
        largestShare);
  }
}
