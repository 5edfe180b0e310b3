// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.List;
import java.util.stream.Stream;

/// One direction of a way through the network: a value, so that several ways can share it.
///
/// @param base what every packet takes, seconds
/// @param jitter what it takes beyond that
/// @param impairments what else befalls it; the order matters only among route changes
public record Link(double base, Jitter jitter, List<Impairment> impairments) {

  private static final double[] LOST = {};

  public Link {
    if (!(base >= 0) || Double.isInfinite(base)) {
      throw new IllegalArgumentException("a delay must not be negative: " + base);
    }
    impairments = List.copyOf(impairments);
  }

  /// A fixed time and an exponentially distributed one on top.
  ///
  /// @param base seconds
  /// @param jitter mean of the random part, seconds
  public static Link of(double base, double jitter) {
    return of(base, jitter == 0 ? new Jitter.None() : new Jitter.Exponential(jitter));
  }

  /// A fixed time and something on top.
  ///
  /// @param base seconds
  public static Link of(double base, Jitter jitter) {
    return new Link(base, jitter, List.of());
  }

  /// Loses every packet.
  public static Link cut() {
    return of(0, new Jitter.None()).with(Impairment.Cut.ALWAYS);
  }

  /// As this one, and impaired.
  public Link with(Impairment impairment) {
    return new Link(
        base, jitter, Stream.concat(impairments.stream(), Stream.of(impairment)).toList());
  }

  /// As this one, but loses a share of the packets.
  public Link losing(double share) {
    return with(new Impairment.Loss(share));
  }

  /// Sends one packet.
  ///
  /// @param trueNanos when
  /// @param random this way's own
  /// @return the delays of the copies that arrive, seconds; empty when it is lost
  public double[] delays(long trueNanos, RandomStream random) {
    double way = base;
    double factor = 1;
    double extra = 0;
    int copies = 1;
    boolean lost = false;
    for (Impairment impairment : impairments) {
      switch (impairment) {
        case Impairment.Loss(double share) -> lost |= random.nextDouble() < share;
        case Impairment.Duplication(double share, int number) -> {
          if (random.nextDouble() < share) {
            copies *= number;
          }
        }
        case Impairment.Reordering(double share, double seconds) -> {
          if (random.nextDouble() < share) {
            extra += seconds;
          }
        }
        case Impairment.Congestion congestion -> {
          if (congestion.isAt(trueNanos)) {
            factor *= congestion.factor();
            extra += congestion.extra();
          }
        }
        case Impairment.DailyCongestion congestion -> {
          if (congestion.isAt(trueNanos)) {
            factor *= congestion.factor();
            extra += congestion.extra();
          }
        }
        case Impairment.RouteChange(long from, double changed) -> {
          if (trueNanos >= from) {
            way = changed;
          }
        }
        case Impairment.Cut(long from, long until) ->
            lost |= trueNanos >= from && trueNanos < until;
      }
    }
    if (lost) {
      return LOST;
    }
    double[] delays = new double[copies];
    for (int i = 0; i < copies; i++) {
      // The factor may carry a law of both signs below zero again.
      delays[i] = Math.max(0, way + factor * jitter.draw(trueNanos, way, random)) + extra;
    }
    return delays;
  }
}
