// SPDX-License-Identifier: Apache-2.0

import java.util.SplittableRandom;

/// How well any program could do in the standard scenarios with one server: filters that are told what a real one has to
/// find out (the clock's wander, the paths' shortest delay and jitter), asked at fixed intervals, corrected at once. The
/// figures of docs/estimation.md: `java tools/EstimationBounds.java`, about half a minute.
public final class EstimationBounds {

  /// @param toServer mean queueing time on the way to the server, seconds
  /// @param back on the way back
  /// @param wander s/s in one second
  /// @param chronyd its RMS time error in the scenario, seconds
  /// @param chronydPoll its mean poll interval there, seconds
  record Scenario(
      String name, double toServer, double back, double wander, double chronyd, double chronydPoll) {}

  static final Scenario[] SCENARIOS = {
    new Scenario("S1", 1e-4, 1e-4, 1e-9, 96.7e-6, 717),
    new Scenario("S2", 1e-5, 1e-5, 1e-9, 2.64e-6, 16.2),
    new Scenario("S3", 1e-3, 1e-3, 1e-9, 440e-6, 969),
    new Scenario("S4", 1e-4, 1e-4, 1e-8, 113e-6, 156),
    new Scenario("S7", 3e-5, 9.7e-4, 1e-9, 79.7e-6, 541),
  };

  interface Filter {
    void predict(double seconds);

    /// @param offset measured
    /// @param extra by how much the round trip exceeded the shortest possible one
    void update(double offset, double extra);

    double offset();

    double frequency();
  }

  /// Two states, offset and frequency. The variance of a sample is constant, or follows its delay.
  static final class Kalman implements Filter {
    private final Scenario scenario;
    private final boolean followsDelay;
    private double x, f, a = 1e-8, b, c = 1e-14;

    Kalman(Scenario scenario, boolean followsDelay) {
      this.scenario = scenario;
      this.followsDelay = followsDelay;
    }

    @Override
    public void predict(double t) {
      double q = scenario.wander * scenario.wander;
      x += f * t;
      a += t * (2 * b + t * (c + q * t / 3));
      b += t * (c + q * t / 2);
      c += q * t;
    }

    @Override
    public void update(double offset, double extra) {
      double mean = 0;
      double variance = (scenario.toServer * scenario.toServer + scenario.back * scenario.back) / 4;
      if (followsDelay) {
        double rate = 1 / scenario.toServer - 1 / scenario.back;
        double z = rate * extra;
        mean = extra / 2 - z * extra / 12;
        variance = extra * extra / 12;
        if (Math.abs(z) > 1e-3) {
          double left = Math.exp(-z);
          mean = 1 / rate - extra * left / (1 - left);
          variance = 1 / (rate * rate) - extra * extra * left / ((1 - left) * (1 - left));
        }
        mean -= extra / 2;
        variance += 1e-18;
      }
      double gain = a / (a + variance);
      double slope = b / (a + variance);
      double innovation = offset - mean - x;
      x += gain * innovation;
      f += slope * innovation;
      c -= slope * b;
      b -= gain * b;
      a -= gain * a;
    }

    @Override
    public double offset() {
      return x;
    }

    @Override
    public double frequency() {
      return f;
    }
  }

  /// The exact answer, by many particles: what a sample says is uniform or exponential within its bounds, not normal.
  static final class Particles implements Filter {
    private static final int COUNT = 4000;
    private final Scenario scenario;
    private final SplittableRandom random = new SplittableRandom(7);
    private double[] x = new double[COUNT];
    private double[] f = new double[COUNT];
    private final double[] weight = new double[COUNT];

    Particles(Scenario scenario) {
      this.scenario = scenario;
      for (int i = 0; i < COUNT; i++) {
        x[i] = 1e-4 * random.nextGaussian();
        f[i] = 1e-7 * random.nextGaussian();
      }
    }

    @Override
    public void predict(double t) {
      double ofFrequency = scenario.wander * Math.sqrt(t);
      double ofOffset = scenario.wander * Math.sqrt(t * t * t / 12);
      for (int i = 0; i < COUNT; i++) {
        double change = ofFrequency * random.nextGaussian();
        x[i] += f[i] * t + change * t / 2 + ofOffset * random.nextGaussian();
        f[i] += change;
      }
    }

    @Override
    public void update(double offset, double extra) {
      double rate = 1 / scenario.toServer - 1 / scenario.back;
      double soft = extra * 0.01 + 1e-9;
      double total = 0;
      for (int i = 0; i < COUNT; i++) {
        double outwards = offset - x[i] + extra / 2;
        double beyond = Math.max(Math.max(-outwards, outwards - extra), 0) / soft;
        double inside = Math.clamp(outwards, 0, extra);
        weight[i] = Math.exp(-rate * inside - 0.5 * beyond * beyond) + 1e-300;
        total += weight[i];
      }
      double[] newX = new double[COUNT];
      double[] newF = new double[COUNT];
      double start = random.nextDouble() / COUNT;
      double reached = weight[0] / total;
      int j = 0;
      for (int i = 0; i < COUNT; i++) {
        while (reached < start + (double) i / COUNT && j < COUNT - 1) {
          reached += weight[++j] / total;
        }
        newX[i] = x[j];
        newF[i] = f[j];
      }
      x = newX;
      f = newF;
    }

    @Override
    public double offset() {
      return mean(x);
    }

    @Override
    public double frequency() {
      return mean(f);
    }

    private static double mean(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum / COUNT;
    }
  }

  /// RMS time error over so many samples.
  static double run(Scenario scenario, Filter filter, int samples) {
    SplittableRandom random = new SplittableRandom(1);
    double truth = 0;
    double frequency = 0;
    double shown = 0;
    double rate = 0;
    double squares = 0;
    long seconds = 0;
    double next = scenario.chronydPoll;
    double last = 0;
    for (long t = 1; seconds < samples * scenario.chronydPoll; t++) {
      frequency += scenario.wander * random.nextGaussian();
      truth += frequency;
      shown += rate;
      if (t >= next) {
        double outwards = scenario.toServer * random.nextExponential();
        double back = scenario.back * random.nextExponential();
        filter.predict(t - last);
        filter.update(truth + (outwards - back) / 2, outwards + back);
        shown = filter.offset();
        rate = filter.frequency();
        last = t;
        next += scenario.chronydPoll;
      }
      if (t > 50 * scenario.chronydPoll) {
        squares += (truth - shown) * (truth - shown);
        seconds++;
      }
    }
    return Math.sqrt(squares / seconds);
  }

  public static void main(String[] args) {
    System.out.println("      poll s   constant variance    variance by delay    exact");
    for (Scenario scenario : SCENARIOS) {
      double constant = run(scenario, new Kalman(scenario, false), 20_000);
      double byDelay = run(scenario, new Kalman(scenario, true), 20_000);
      double exact = run(scenario, new Particles(scenario), 4_000);
      System.out.printf(
          "%s %8.1f %11.2f us %5.2f %11.2f us %5.2f %8.2f us %5.2f%n",
          scenario.name,
          scenario.chronydPoll,
          constant * 1e6,
          constant / scenario.chronyd,
          byDelay * 1e6,
          byDelay / scenario.chronyd,
          exact * 1e6,
          exact / scenario.chronyd);
    }
  }
}
