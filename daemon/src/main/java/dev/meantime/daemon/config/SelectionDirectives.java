// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.choice;
import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.real;

import dev.meantime.engine.select.SelectionConfig;
import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import java.util.List;
import java.util.Locale;

/// Which sources are believed. Confined to one run of the parser.
final class SelectionDirectives implements DirectiveGroup {

  private static final SelectionConfig DEFAULT = SelectionConfig.DEFAULT;
  private static final int MAX = Integer.MAX_VALUE;

  private double combineLimit = DEFAULT.combineLimit();
  private double maxDistance = DEFAULT.maxDistance();
  private double maxJitter = DEFAULT.maxJitter();
  private int minStratum = DEFAULT.minStratum();
  private int maxStratum = DEFAULT.maxStratum();
  private int minSources = DEFAULT.minSources();
  private double reselectDistance = DEFAULT.reselectDistance();
  private double stratumWeight = DEFAULT.stratumWeight();
  private AuthenticationPolicy authentication = DEFAULT.authentication();

  @Override
  public List<Directive> directives() {
    return List.of(
        real("combinelimit", "RATIO", v -> combineLimit = v),
        real("maxdistance", "SECONDS", v -> maxDistance = v),
        real("maxjitter", "SECONDS", v -> maxJitter = v),
        integer("minstratum", "STRATUM", 0, MAX, v -> minStratum = v),
        integer("maxstratum", "STRATUM", 0, MAX, v -> maxStratum = v),
        integer("minsources", "SOURCES", 1, MAX, v -> minSources = v),
        real("reselectdist", "SECONDS", v -> reselectDistance = v),
        real("stratumweight", "SECONDS", v -> stratumWeight = v),
        choice(
            "authselectmode",
            "require|prefer|mix|ignore",
            List.of("require", "prefer", "mix", "ignore"),
            v -> authentication = AuthenticationPolicy.valueOf(v.toUpperCase(Locale.ROOT))));
  }

  SelectionConfig build(double maxClockError) {
    return new SelectionConfig(
        combineLimit,
        maxDistance,
        maxJitter,
        minStratum,
        maxStratum,
        minSources,
        reselectDistance,
        stratumWeight,
        maxClockError,
        authentication);
  }
}
