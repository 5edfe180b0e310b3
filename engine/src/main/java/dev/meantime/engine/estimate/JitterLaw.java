// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.Locale;

/// What the delay of a sample tells about the error of its offset: a hypothesis about a path.
///
/// Let both directions take a fixed time and a queueing time on top, e₁ on the way to the source
/// and e₂ on the way back. The round trip is longer than the shortest one by s = e₁ + e₂, and the
/// offset is wrong by n = (e₁ − e₂)/2. Queueing times are not negative, so |n| ≤ s/2 whatever their
/// distribution: a sample with a short round trip cannot be wrong by much.
sealed interface JitterLaw {

  /// Fills in how wrong a sample with this round trip may be.
  void interpret(double delay, PathDelay path, Noise noise);

  /// Whether an answer depends on {@link PathDelay}, and so changes with it.
  boolean followsDelay();

  /// Where the jitter comes from: −0.5 when all of it arises on the way to the source, 0.5 when all
  /// of it does on the way back. An offset is put right by adding it times the extra delay.
  double asymmetry();

  /// In words, for a person.
  String description();

  /// Both directions are held up alike. With exponential queueing e₁ is uniform on [0, s] once s is
  /// known, so that n is uniform on ±s/2; heavier tails keep the bound and put more weight on its
  /// ends.
  record Symmetric() implements JitterLaw {
    @Override
    public void interpret(double delay, PathDelay path, Noise noise) {
      noise.set(0, path.extra(delay) / 2, path.startVariance() + path.floor());
    }

    @Override
    public String description() {
      return "both directions are held up alike: a sample is wrong by at most half its extra delay";
    }

    @Override
    public boolean followsDelay() {
      return true;
    }

    @Override
    public double asymmetry() {
      return 0;
    }
  }

  /// Exponential queueing with different means, of which `share` falls on the way to the source:
  /// given s, e₁ is exponential with rate 1/m₁ − 1/m₂ on [0, s], and its mean and variance are
  /// used.
  ///
  /// @param share above 0 and below 1, not ½
  record Lopsided(double share) implements JitterLaw {
    @Override
    public void interpret(double delay, PathDelay path, Noise noise) {
      double extra = path.extra(delay);
      double rate = (1 / share - 1 / (1 - share)) / path.meanExtra();
      double z = rate * extra;
      double mean;
      double variance;
      if (Math.abs(z) < 0.01) {
        mean = extra * (0.5 - z / 12);
        variance = extra * extra / 12;
      } else {
        double left = Math.exp(-Math.abs(z));
        double cut = extra / (1 - left);
        double near = 1 / Math.abs(rate) - cut * left;
        mean = rate > 0 ? near : extra - near;
        variance = 1 / (rate * rate) - cut * cut * left;
      }
      noise.set(mean - extra / 2, 0, Math.max(variance, 0) + path.startVariance() + path.floor());
    }

    @Override
    public String description() {
      boolean outwards = share > 0.5;
      return String.format(
          Locale.ROOT,
          "the way %s the source is held up %.0f times as much as the way %s",
          outwards ? "to" : "from",
          outwards ? share / (1 - share) : (1 - share) / share,
          outwards ? "back" : "to it");
    }

    @Override
    public boolean followsDelay() {
      return true;
    }

    @Override
    public double asymmetry() {
      return 0.5 - share;
    }
  }

  /// The user said how lopsided the jitter is (`asymmetry`).
  ///
  /// @param asymmetry −0.5 to 0.5, not 0
  record Given(double asymmetry) implements JitterLaw {
    @Override
    public void interpret(double delay, PathDelay path, Noise noise) {
      double extra = path.extra(delay);
      double rest = Math.max(0.5 - Math.abs(asymmetry), 0.05);
      noise.set(-asymmetry * extra, rest * extra, path.startVariance() + path.floor());
    }

    @Override
    public String description() {
      return "jitter is lopsided as configured";
    }

    @Override
    public boolean followsDelay() {
      return true;
    }
  }

  /// The delay tells nothing: normal noise of a constant size.
  ///
  /// @param deviation seconds
  record Constant(double deviation) implements JitterLaw {
    @Override
    public void interpret(double delay, PathDelay path, Noise noise) {
      noise.set(0, 0, deviation * deviation + path.floor());
    }

    @Override
    public String description() {
      return "the delay tells nothing about the error of a sample";
    }

    @Override
    public boolean followsDelay() {
      return false;
    }

    @Override
    public double asymmetry() {
      return 0;
    }
  }
}
