// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import java.util.List;
import java.util.OptionalDouble;

/// How much a clock's frequency depends on its temperature (`tempcomp`). The unit of temperature is
/// the sensor's.
public sealed interface TemperatureCompensation {

  /// More than this, s/s, is rather a broken sensor.
  double LARGEST = 10e-6;

  /// By how much the hardware clock is slow at that temperature, s/s; empty beyond {@link #LARGEST}
  /// and for a temperature that is no number.
  default OptionalDouble at(double temperature) {
    double slow = slowAt(temperature);
    return Math.abs(slow) <= LARGEST ? OptionalDouble.of(slow) : OptionalDouble.empty();
  }

  /// As {@link #at}, but without a limit.
  double slowAt(double temperature);

  /// A parabola, which fits most crystals.
  ///
  /// @param reference the temperature at which the compensation is `constant`
  /// @param constant ppm
  /// @param linear ppm per unit of temperature
  /// @param quadratic ppm per square unit
  record Quadratic(double reference, double constant, double linear, double quadratic)
      implements TemperatureCompensation {

    @Override
    public double slowAt(double temperature) {
      double difference = temperature - reference;
      return (constant + difference * (linear + difference * quadratic)) * 1e-6;
    }
  }

  /// Straight lines between measured points, the outermost ones continued.
  ///
  /// @param points at least two, in rising order of temperature
  record Points(List<Point> points) implements TemperatureCompensation {

    /// @param ppm by how much the clock is slow there
    public record Point(double temperature, double ppm) {}

    /// @throws IllegalArgumentException if there are fewer than two points, or they do not rise
    public Points {
      points = List.copyOf(points);
      if (points.size() < 2) {
        throw new IllegalArgumentException("temperature compensation needs two points at least");
      }
      for (int i = 1; i < points.size(); i++) {
        if (!(points.get(i - 1).temperature() < points.get(i).temperature())) {
          throw new IllegalArgumentException(
              "temperatures must rise, but " + points.get(i) + " follows " + points.get(i - 1));
        }
      }
    }

    @Override
    public double slowAt(double temperature) {
      int i = 1;
      while (i < points.size() - 1 && points.get(i).temperature() < temperature) {
        i++;
      }
      Point low = points.get(i - 1);
      Point high = points.get(i);
      double slope = (high.ppm() - low.ppm()) / (high.temperature() - low.temperature());
      return (low.ppm() + (temperature - low.temperature()) * slope) * 1e-6;
    }
  }
}
