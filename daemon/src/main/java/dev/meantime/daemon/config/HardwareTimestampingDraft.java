// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.daemon.config.HardwareTimestamping.Filter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A `hwtimestamp` line while it is read. Confined to one line.
final class HardwareTimestampingDraft {

  private static final int MIN_POLL = -6;
  private static final int MAX_POLL = 20;
  private static final int MIN_SAMPLES = 2;
  private static final int MAX_SAMPLES = 64;

  private final String device;
  private int minPoll;
  private Optional<Integer> maxPoll = Optional.empty();
  private int minSamples = MIN_SAMPLES;
  private int maxSamples = 16;
  private double precision = 100e-9;
  private double transmitCompensation;
  private double receiveCompensation;
  private boolean crossTimestamps = true;
  private Optional<Filter> filter = Optional.empty();

  HardwareTimestampingDraft(String device) {
    this.device = device;
  }

  Options options() {
    return new Options()
        .integer("minpoll", -32, 32, v -> minPoll = v)
        .integer("maxpoll", -32, 32, v -> maxPoll = Optional.of(v))
        .integer("minsamples", 0, Integer.MAX_VALUE, v -> minSamples = v)
        .integer("maxsamples", 0, Integer.MAX_VALUE, v -> maxSamples = v)
        .real("precision", v -> precision = v)
        .real("txcomp", v -> transmitCompensation = v)
        .real("rxcomp", v -> receiveCompensation = v)
        .flag("nocrossts", () -> crossTimestamps = false)
        .choice(
            "rxfilter",
            Arrays.stream(Filter.values()).map(Filter::label).toList(),
            v -> filter = Optional.of(Filter.valueOf(v.toUpperCase(Locale.ROOT))));
  }

  /// The line with every number in the range in which it has an effect.
  HardwareTimestamping build() {
    int shortest = Math.clamp(minPoll, MIN_POLL, MAX_POLL);
    int fewest = Math.clamp(minSamples, MIN_SAMPLES, MAX_SAMPLES);
    return new HardwareTimestamping(
        device,
        shortest,
        Math.clamp(maxPoll.orElse(minPoll + 1), shortest, MAX_POLL),
        fewest,
        Math.clamp(maxSamples, fewest, MAX_SAMPLES),
        precision,
        transmitCompensation,
        receiveCompensation,
        crossTimestamps,
        filter);
  }
}
