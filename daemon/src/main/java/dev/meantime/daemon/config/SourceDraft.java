// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.association.AssociationOptions;
import dev.meantime.engine.select.SelectionOptions;
import java.util.List;

/// A line that names sources being read. Confined to one run of the parser.
final class SourceDraft {

  private static final int DIRECTIVE_DEFAULT = -1;
  private static final int MIN_POLL = -7;
  private static final int MAX_POLL = 24;
  private static final int NETWORK_CORRECTION = 0x10A;
  private static final int NETWORK_CORRECTION_ALIAS = 0xF324;
  private static final int MONO_ROOT = 0xF323;
  private static final int MAX_POOL = 16;
  private static final int MAX_FILTER = 256;
  private static final AssociationOptions DEFAULT = AssociationOptions.DEFAULT;

  private final SourceLine.Kind kind;
  private final String name;
  private int port = SourceLine.DEFAULT_PORT;
  private AddressFamily family = AddressFamily.ANY;
  private int maxSources = SourceLine.DEFAULT_MAX_SOURCES;
  private int minPoll = DEFAULT.minPoll();
  private int maxPoll = DEFAULT.maxPoll();
  private boolean iburst;
  private boolean burst;
  private boolean online = true;
  private boolean autoOffline;
  private double maxDelay = DEFAULT.maxDelay();
  private double maxDelayRatio = DEFAULT.maxDelayRatio();
  private double maxDelayDevRatio = DEFAULT.maxDelayDevRatio();
  private double maxDelayQuantile;
  private double minDelay;
  private double asymmetry = SourceLine.SampleOptions.AUTOMATIC_ASYMMETRY;
  private double offset;
  private int minSamples = DIRECTIVE_DEFAULT;
  private int maxSamples = DIRECTIVE_DEFAULT;
  private int maxUnreachable = SourceLine.SampleOptions.DEFAULT_MAX_UNREACHABLE;
  private int filter;
  private int pollTarget = DEFAULT.pollTarget();
  private int presend = DEFAULT.presendPoll();
  private int minStratum;
  private int version;
  private boolean copy;
  private boolean prefer;
  private boolean noselect;
  private boolean trust;
  private boolean require;
  private boolean interleaved;
  private boolean monotonicRoot;
  private boolean networkCorrection;
  private long keyId;
  private boolean nts;
  private int ntsPort = SourceLine.SourceAuthentication.DEFAULT_NTS_PORT;
  private long certificateSet;

  SourceDraft(SourceLine.Kind kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  boolean hasKey() {
    return keyId != 0;
  }

  /// Every option is taken on every kind of line, as in chrony; some have no effect on some.
  Options options() {
    Options options = new Options();
    addPolling(options);
    addDelays(options);
    addSamples(options);
    addAuthentication(options);
    return options
        .integer("port", 0, 65535, v -> port = v)
        .flag("ipv4", () -> family = AddressFamily.IPV4)
        .flag("ipv6", () -> family = AddressFamily.IPV6)
        .integer("maxsources", 1, Integer.MAX_VALUE, v -> maxSources = Math.min(v, MAX_POOL))
        .flag("prefer", () -> prefer = true)
        .flag("noselect", () -> noselect = true)
        .flag("trust", () -> trust = true)
        .flag("require", () -> require = true)
        .integer("minstratum", 0, 16, v -> minStratum = Math.min(v, 15))
        .flag("copy", () -> copy = true)
        .integer("version", 1, 4, v -> version = v)
        .flag("xleave", () -> interleaved = true)
        .hexadecimal(
            "extfield",
            List.of(NETWORK_CORRECTION, NETWORK_CORRECTION_ALIAS, MONO_ROOT),
            "10A, F323 or F324",
            this::addExtensionField);
  }

  private void addExtensionField(int type) {
    if (type == MONO_ROOT) {
      monotonicRoot = true;
    } else {
      networkCorrection = true;
    }
  }

  private void addPolling(Options options) {
    options
        .integer(
            "minpoll",
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            v -> minPoll = v < MIN_POLL ? DEFAULT.minPoll() : Math.min(v, MAX_POLL))
        .integer(
            "maxpoll",
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            v -> maxPoll = v < MIN_POLL ? DEFAULT.maxPoll() : Math.min(v, MAX_POLL))
        .flag("iburst", () -> iburst = true)
        .flag("burst", () -> burst = true)
        .flag("offline", () -> online = false)
        .flag("auto_offline", () -> autoOffline = true)
        .integer("polltarget", 1, Integer.MAX_VALUE, v -> pollTarget = v)
        .integer("presend", -32, 32, v -> presend = v);
  }

  private void addDelays(Options options) {
    options
        .real("maxdelay", v -> maxDelay = Math.clamp(v, 0, 1000))
        .real("maxdelayratio", v -> maxDelayRatio = Math.clamp(v, 0, 1e6))
        .real("maxdelaydevratio", v -> maxDelayDevRatio = Math.clamp(v, 0, 1e6))
        .real("maxdelayquant", v -> maxDelayQuantile = v <= 0 ? 0 : Math.clamp(v, 0.05, 0.95))
        .real("mindelay", v -> minDelay = v)
        .real(
            "asymmetry",
            v -> asymmetry = Math.abs(v) > 0.5 ? SourceLine.SampleOptions.AUTOMATIC_ASYMMETRY : v)
        .real("offset", v -> offset = v);
  }

  private void addSamples(Options options) {
    options
        .integer("minsamples", 0, Integer.MAX_VALUE, v -> minSamples = v)
        .integer("maxsamples", 0, Integer.MAX_VALUE, v -> maxSamples = v)
        .integer("maxunreach", 0, Integer.MAX_VALUE, v -> maxUnreachable = v)
        .integer("filter", 0, Integer.MAX_VALUE, v -> filter = Math.min(v, MAX_FILTER));
  }

  private void addAuthentication(Options options) {
    options
        .unsigned("key", 1, 0xffff_ffffL, v -> keyId = v)
        .flagNotYet(
            "nts", "the source is not used, rather than without protection", () -> nts = true)
        .integer("ntsport", 0, 65535, v -> ntsPort = v)
        .unsigned("certset", 0, 0xffff_ffffL, v -> certificateSet = v);
  }

  /// @param minSamplesDefault of the `minsamples` directive
  /// @param maxSamplesDefault of the `maxsamples` directive
  /// @param maxClockError s/s
  SourceLine build(int minSamplesDefault, int maxSamplesDefault, double maxClockError) {
    return new SourceLine(
        kind,
        name,
        port,
        family,
        maxSources,
        new AssociationOptions(
            minPoll,
            Math.max(minPoll, maxPoll),
            iburst,
            burst,
            online,
            autoOffline,
            maxDelay,
            maxDelayRatio,
            maxDelayDevRatio,
            maxDelayQuantile,
            minDelay,
            offset,
            filter,
            pollTarget,
            presend,
            minStratum,
            version,
            copy,
            maxClockError,
            interleaved,
            monotonicRoot,
            networkCorrection),
        new SelectionOptions(noselect, prefer, trust, require),
        new SourceLine.SampleOptions(
            minSamples == DIRECTIVE_DEFAULT ? minSamplesDefault : minSamples,
            maxSamples == DIRECTIVE_DEFAULT ? maxSamplesDefault : maxSamples,
            minDelay,
            asymmetry,
            maxUnreachable),
        new SourceLine.SourceAuthentication(keyId, nts, ntsPort, certificateSet));
  }
}
