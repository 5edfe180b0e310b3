// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.engine.serve.LeapSmear;
import dev.meantime.engine.serve.LocalReference;
import dev.meantime.engine.serve.ServedTimeConfig;
import dev.meantime.engine.serve.Shaping;
import dev.meantime.engine.serve.SmoothingOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is told of the clock. Confined to one run of the parser.
final class ServedTimeDirectives implements DirectiveGroup {

  /// Divided by, not multiplied with its inverse: 10 ppm is then exactly what 1e-5 is.
  private static final double PPM = 1e6;

  /// A directive that cannot work with the rest of the configuration.
  record Misfit(String directive, String message, String hint) {}

  private LocalReference local = LocalReference.OFF;
  private Shaping shaping = new Shaping.None();

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.of("local", "[OPTION]...", 0, Directive.ANY_NUMBER, this::local),
        Directive.of("smoothtime", "MAXFREQ MAXWANDER [leaponly]", 2, 3, this::smoothTime),
        Directive.of(
            "leapsmear",
            "[linear|cosine] [window SECONDS] [centre|before|after]",
            0,
            4,
            this::leapSmear));
  }

  private void local(Arguments arguments) {
    LocalDraft draft = new LocalDraft();
    new Options()
        .integer("stratum", 1, 15, v -> draft.stratum = v)
        .flag("orphan", () -> draft.orphan = true)
        .real("distance", v -> draft.distance = v)
        .real("activate", v -> draft.activate = v)
        .real("waitsynced", v -> draft.waitSynced = v)
        .real("waitunsynced", v -> draft.waitUnsynced = v)
        .read(arguments, 0);
    local = draft.build();
  }

  /// The options of one `local`, as far as they were read.
  private static final class LocalDraft {
    private int stratum = LocalReference.OFF.stratum();
    private boolean orphan;
    private double distance = LocalReference.OFF.distance();
    private double activate;
    private double waitSynced;
    private double waitUnsynced = -1;

    LocalReference build() {
      return new LocalReference(
          true, stratum, distance, orphan, activate, waitSynced, waitUnsynced);
    }
  }

  private void smoothTime(Arguments arguments) {
    double[] limits = new double[2];
    boolean[] leapOnly = new boolean[1];
    arguments.real(0, v -> limits[0] = v / PPM);
    arguments.real(1, v -> limits[1] = v / PPM);
    if (arguments.count() > 2) {
      arguments.choice(arguments.word(2), List.of("leaponly"), v -> leapOnly[0] = true);
    }
    if (limits[0] > 0 && limits[1] > 0) {
      shaping = new Shaping.Smooth(new SmoothingOptions(limits[0], limits[1], leapOnly[0]));
    } else {
      shaping = new Shaping.None();
      arguments.warnOnce(
          "smoothtime limits",
          arguments.word(0),
          "'smoothtime' has no effect with a limit that is not above 0",
          "like 'smoothtime 400 0.01'");
    }
  }

  private void leapSmear(Arguments arguments) {
    LeapSmear usual = LeapSmear.USUAL;
    LeapSmear.Shape[] shape = {usual.shape()};
    LeapSmear.Position[] position = {usual.position()};
    int[] window = {usual.window()};
    new Options()
        .flag("linear", () -> shape[0] = LeapSmear.Shape.LINEAR)
        .flag("cosine", () -> shape[0] = LeapSmear.Shape.COSINE)
        .integer("window", LeapSmear.MIN_WINDOW, LeapSmear.MAX_WINDOW, v -> window[0] = v)
        .flag("centre", () -> position[0] = LeapSmear.Position.CENTRE)
        .flag("before", () -> position[0] = LeapSmear.Position.BEFORE)
        .flag("after", () -> position[0] = LeapSmear.Position.AFTER)
        .read(arguments, 0);
    shaping = new Shaping.Smear(new LeapSmear(shape[0], window[0], position[0]));
  }

  /// What cannot work with leap seconds applied so.
  Optional<Misfit> misfit(LeapMode mode) {
    if (build().canWorkWith(mode)) {
      return Optional.empty();
    }
    return Optional.of(
        new Misfit(
            "leapsmear",
            "'leapsmear' cannot work with leapsecmode "
                + mode.name().toLowerCase(Locale.ROOT)
                + ": served time would jump with the clock",
            "add 'leapsecmode slew'"));
  }

  ServedTimeConfig build() {
    return new ServedTimeConfig(local, shaping);
  }
}
