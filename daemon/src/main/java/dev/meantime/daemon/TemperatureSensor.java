// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.ClockConfig;
import dev.meantime.engine.discipline.TemperatureCompensation;
import dev.meantime.engine.discipline.TemperatureCompensation.Points;
import dev.meantime.engine.discipline.TemperatureCompensation.Quadratic;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Timers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads the temperature of the clock's crystal from a file, time and again, and says how slow it
/// makes the clock (`tempcomp`). Confined to the loop.
final class TemperatureSensor {

  /// What the configuration comes to.
  sealed interface Setting {
    /// No temperature is read.
    record None() implements Setting {}

    /// A file is read.
    ///
    /// @param file what to read
    /// @param interval seconds between two readings
    record Sensor(Path file, double interval, TemperatureCompensation compensation)
        implements Setting {}

    /// The daemon cannot start with it.
    record Unusable(String reason) implements Setting {}
  }

  /// Hears of every reading that makes sense.
  interface Listener {
    /// The sensor was read.
    ///
    /// @param slow by how much the clock is slow at that temperature, s/s
    void onTemperature(double temperature, double slow);
  }

  private static final String UNREADABLE = "temperature";
  private static final String INSANE = "temperature compensation";

  private final Setting.Sensor setting;
  private final Platform platform;
  private final EventLog log;
  private final Listener listener;
  private Optional<Timers.Timer> timer = Optional.empty();
  private boolean closed;

  TemperatureSensor(Setting.Sensor setting, Platform platform, EventLog log, Listener listener) {
    this.setting = setting;
    this.platform = platform;
    this.log = log;
    this.listener = listener;
  }

  static Setting setting(ClockConfig.TemperatureCompensation config) {
    return switch (config) {
      case ClockConfig.TemperatureCompensation.None() -> new Setting.None();
      case ClockConfig.TemperatureCompensation.Polynomial(
              String sensor,
              double interval,
              double t0,
              double k0,
              double k1,
              double k2) ->
          new Setting.Sensor(Path.of(sensor), interval, new Quadratic(t0, k0, k1, k2));
      case ClockConfig.TemperatureCompensation.Points(
              String sensor,
              double interval,
              String points) ->
          points(Path.of(sensor), interval, Path.of(points));
    };
  }

  private static Setting points(Path sensor, double interval, Path file) {
    List<Points.Point> points = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        number++;
        String[] words = line.strip().split("\\s+", -1);
        if (words[0].isEmpty()) {
          continue;
        }
        OptionalDouble temperature = number(words[0]);
        OptionalDouble ppm = words.length > 1 ? number(words[1]) : OptionalDouble.empty();
        if (temperature.isEmpty() || ppm.isEmpty()) {
          return new Setting.Unusable(
              "Could not read tempcomp point from "
                  + file
                  + ": line "
                  + number
                  + " is not a temperature and a compensation in ppm");
        }
        points.add(new Points.Point(temperature.getAsDouble(), ppm.getAsDouble()));
      }
    } catch (IOException e) {
      return new Setting.Unusable("Could not open " + file + ": " + Problem.reason(e));
    }
    try {
      return new Setting.Sensor(sensor, interval, new Points(points));
    } catch (IllegalArgumentException e) {
      return new Setting.Unusable(
          "Could not use tempcomp points in " + file + ": " + e.getMessage());
    }
  }

  void start() {
    read();
  }

  void close() {
    closed = true;
    timer.ifPresent(Timers.Timer::cancel);
  }

  private void read() {
    platform
        .background()
        .submit(
            () -> Files.readString(setting.file(), StandardCharsets.ISO_8859_1),
            this::onText,
            e -> onUnreadable(Problem.reason(e)));
  }

  private void onText(String text) {
    if (closed) {
      return;
    }
    OptionalDouble temperature = number(text.strip().split("\\s+", -1)[0]);
    if (temperature.isEmpty()) {
      onUnreadable("it does not begin with a number");
      return;
    }
    log.ended(UNREADABLE);
    onTemperature(temperature.getAsDouble());
    again();
  }

  private void onTemperature(double temperature) {
    OptionalDouble slow = setting.compensation().at(temperature);
    if (slow.isPresent()) {
      log.ended(INSANE);
      listener.onTemperature(temperature, slow.getAsDouble());
    } else {
      log.trouble(
          INSANE,
          String.format(
              Locale.ROOT,
              "Temperature compensation of %.3f ppm exceeds sanity limit of %.1f",
              setting.compensation().slowAt(temperature) * 1e6,
              TemperatureCompensation.LARGEST * 1e6));
    }
  }

  /// The last compensation stays: it is better than none.
  private void onUnreadable(String reason) {
    if (closed) {
      return;
    }
    log.trouble(UNREADABLE, "Could not read temperature from " + setting.file() + ": " + reason);
    again();
  }

  private void again() {
    long when = platform.monotonicClock().nowNanos() + Math.round(setting.interval() * 1e9);
    timer = Optional.of(platform.timers().schedule(when, this::read));
  }

  private static OptionalDouble number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }
}
