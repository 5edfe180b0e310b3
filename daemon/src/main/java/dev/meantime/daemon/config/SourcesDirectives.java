// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.text;

import dev.meantime.daemon.config.SourcesConfig.InitialStep;
import dev.meantime.daemon.config.SourcesConfig.SourceDirectories;
import java.util.ArrayList;
import java.util.List;

/// What concerns all sources. Confined to one run of the parser.
final class SourcesDirectives implements DirectiveGroup {

  private static final SourcesConfig DEFAULT = SourcesConfig.DEFAULT;

  private final List<SourceDirectories> directories = new ArrayList<>();
  private InitialStep initialStep = InitialStep.NONE;
  private int minSamples = DEFAULT.minSamples();
  private int maxSamples = DEFAULT.maxSamples();
  private int refresh = DEFAULT.refreshSeconds();
  private String keyFile = "";
  private String dumpDirectory = "";

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.of(
            "sourcedir",
            "DIRECTORY...",
            1,
            Directive.ANY_NUMBER,
            arguments ->
                directories.add(
                    new SourceDirectories(arguments.words().stream().map(Word::text).toList()))),
        Directive.of(
            "initstepslew", "THRESHOLD [HOST]...", 1, Directive.ANY_NUMBER, this::initialStep),
        integer("minsamples", "SAMPLES", 0, Integer.MAX_VALUE, v -> minSamples = v),
        integer("maxsamples", "SAMPLES", 0, Integer.MAX_VALUE, v -> maxSamples = v),
        integer("refresh", "SECONDS", 0, Integer.MAX_VALUE, v -> refresh = v),
        text("keyfile", "FILE", v -> keyFile = v),
        text("dumpdir", "DIRECTORY", v -> dumpDirectory = v));
  }

  private void initialStep(Arguments arguments) {
    List<String> hosts = arguments.words().stream().skip(1).map(Word::text).toList();
    arguments.looseReal(0, threshold -> initialStep = new InitialStep(threshold, hosts));
  }

  SourcesConfig build(
      SourceLineDirectives lines, RefclockDirectives refclocks, double maxClockError) {
    return new SourcesConfig(
        lines.build(minSamples, maxSamples, maxClockError),
        refclocks.build(minSamples, maxSamples),
        directories,
        initialStep,
        minSamples,
        maxSamples,
        maxClockError,
        refresh,
        keyFile,
        dumpDirectory);
  }
}
