// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.flag;
import static dev.meantime.daemon.config.Directives.real;
import static dev.meantime.daemon.config.Directives.text;

import dev.meantime.daemon.config.ClockConfig.TemperatureCompensation;
import dev.meantime.engine.discipline.DisciplineConfig;
import java.util.List;

/// What belongs to the clock besides its discipline. Confined to one run of the parser.
final class ClockDirectives implements DirectiveGroup {

  private String driftFile = "";
  private double driftInterval = DisciplineConfig.DEFAULT.driftInterval();
  private double precision;
  private String leapZone = "";
  private String leapList = "";
  private TemperatureCompensation temperature = new TemperatureCompensation.None();

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.of("driftfile", "FILE [interval SECONDS]", 1, 3, this::driftFile),
        real("clockprecision", "SECONDS", v -> precision = v == 0 ? 0 : Math.clamp(v, 1e-9, 1)),
        text("leapsectz", "TIMEZONE", v -> leapZone = v),
        text("leapseclist", "FILE", v -> leapList = v),
        Directive.of(
            "tempcomp",
            "FILE INTERVAL T0 K0 K1 K2, or FILE INTERVAL POINTS",
            3,
            6,
            this::temperature),
        flag("manual", () -> {}).notYet());
  }

  private void driftFile(Arguments arguments) {
    driftInterval = DisciplineConfig.DEFAULT.driftInterval();
    driftFile = arguments.text(0);
    new Options()
        .integer("interval", 0, Integer.MAX_VALUE, v -> driftInterval = v)
        .read(arguments, 1);
  }

  private void temperature(Arguments arguments) {
    int count = arguments.count();
    if (count != 3 && count != 6) {
      arguments.error(arguments.word(3), "'tempcomp' takes three or six arguments", "");
      return;
    }
    double[] numbers = new double[count - 1];
    if (count == 3) {
      arguments.looseReal(1, v -> numbers[0] = v);
    } else {
      for (int i = 1; i < count; i++) {
        int index = i;
        arguments.real(i, v -> numbers[index - 1] = v);
      }
    }
    double interval = numbers[0] <= 0 ? 1 : numbers[0];
    temperature =
        count == 3
            ? new TemperatureCompensation.Points(arguments.text(0), interval, arguments.text(2))
            : new TemperatureCompensation.Polynomial(
                arguments.text(0), interval, numbers[1], numbers[2], numbers[3], numbers[4]);
  }

  double driftInterval() {
    return driftInterval;
  }

  ClockConfig build() {
    return new ClockConfig(driftFile, precision, leapZone, leapList, temperature);
  }
}
