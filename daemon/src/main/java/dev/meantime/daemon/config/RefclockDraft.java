// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.refclock.ReferenceClockOptions;
import dev.meantime.engine.select.SelectionOptions;

/// A `refclock` line being read. Confined to one run of the parser.
final class RefclockDraft {

  private static final int MAX = Integer.MAX_VALUE;
  private static final int DIRECTIVE_DEFAULT = -1;
  private static final double MAX_SECONDS = 0x1p32;
  private static final ReferenceClockOptions DEFAULT = ReferenceClockOptions.DEFAULT;

  private final RefclockLine.Device device;
  private String refid;
  private String lock = "";
  private int poll = DEFAULT.poll();
  private int driverPoll = DEFAULT.driverPoll();
  private int rate = DEFAULT.rate();
  private int maxLockAge = DEFAULT.maxLockAge();
  private double width;
  private boolean pulse;
  private double offset;
  private double delay = DEFAULT.delay();
  private int stratum;
  private double precision;
  private double maxDispersion;
  private int filter = DEFAULT.filter();
  private boolean prefer;
  private boolean noselect;
  private boolean trust;
  private boolean require;
  private boolean tai;
  private int minSamples = DIRECTIVE_DEFAULT;
  private int maxSamples = DIRECTIVE_DEFAULT;
  private int maxUnreachable = SourceLine.SampleOptions.DEFAULT_MAX_UNREACHABLE;

  /// @param refid unless the line says otherwise
  RefclockDraft(RefclockLine.Device device, String refid) {
    this.device = device;
    this.refid = refid;
  }

  Options options() {
    return new Options()
        .integer("poll", -32, 32, v -> poll = v)
        .integer("dpoll", -32, 32, v -> driverPoll = v)
        .text("refid", 4, v -> refid = v)
        .text("lock", 4, v -> lock = v)
        .integer("rate", 1, MAX, v -> rate = v)
        .integer("maxlockage", Integer.MIN_VALUE, MAX, v -> maxLockAge = v)
        .real("width", v -> width = v)
        .flag("pps", () -> pulse = true)
        .real("offset", v -> offset = Math.clamp(v, -MAX_SECONDS, MAX_SECONDS))
        .real("delay", v -> delay = Math.clamp(v, 0, MAX_SECONDS))
        .integer("stratum", 0, 15, v -> stratum = v)
        .real("precision", v -> precision = Math.clamp(v, 0, MAX_SECONDS))
        .real("maxdispersion", v -> maxDispersion = v)
        .integer("filter", 0, MAX, v -> filter = v)
        .flag("prefer", () -> prefer = true)
        .flag("noselect", () -> noselect = true)
        .flag("trust", () -> trust = true)
        .flag("require", () -> require = true)
        .flag("tai", () -> tai = true)
        .flagNotYet("local", "the clock is only watched, as with noselect", () -> noselect = true)
        .integer("minsamples", 0, MAX, v -> minSamples = v)
        .integer("maxsamples", 0, MAX, v -> maxSamples = v)
        .integer("maxunreach", 0, MAX, v -> maxUnreachable = v);
  }

  String refid() {
    return refid;
  }

  String lock() {
    return lock;
  }

  boolean isTai() {
    return tai;
  }

  /// @param minSamplesDefault of the `minsamples` directive
  /// @param maxSamplesDefault of the `maxsamples` directive
  RefclockLine build(int minSamplesDefault, int maxSamplesDefault) {
    return new RefclockLine(
        device,
        refid,
        lock,
        new ReferenceClockOptions(
            poll,
            driverPoll,
            pulse,
            rate,
            maxLockAge,
            width,
            offset,
            delay,
            stratum,
            precision,
            maxDispersion,
            filter,
            tai),
        new SelectionOptions(noselect, prefer, trust, require),
        minSamples == DIRECTIVE_DEFAULT ? minSamplesDefault : minSamples,
        maxSamples == DIRECTIVE_DEFAULT ? maxSamplesDefault : maxSamples,
        maxUnreachable);
  }
}
