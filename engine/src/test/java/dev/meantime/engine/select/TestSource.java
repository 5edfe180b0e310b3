// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.Reachability;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// Builds candidates: by default a reachable NTP server at stratum 2 with ten samples, measured
/// just now, right to the nanosecond, 10 ms of root distance.
final class TestSource {

  static final long NOW = 1_800_000_000L * 1_000_000_000L;

  private final int id;
  private long nowNanos = NOW;
  private double offset;
  private double distance = 0.010;
  private double frequency;
  private double skew = 1e-7;
  private double deviation = 1e-4;
  private double offsetDeviation = 1e-4;
  private double age;
  private double span = 160;
  private int samples = 10;
  private boolean full;
  private Reachability reachability = new Reachability(0xff, 8, 0);
  private LeapIndicator leap = LeapIndicator.NONE;
  private int stratum = 2;
  private ReferenceId referenceId = ReferenceId.NONE;
  private ReferenceId ownId = ReferenceId.NONE;
  private ReferenceId upstream = ReferenceId.NONE;
  private boolean authenticated;
  private boolean network = true;
  private int maxUnreachable = 100_000;
  private boolean noselect;
  private boolean prefer;
  private boolean trust;
  private boolean require;

  private TestSource(int id) {
    this.id = id;
  }

  static TestSource source(int id) {
    return new TestSource(id);
  }

  TestSource now(long nanos) {
    nowNanos = nanos;
    return this;
  }

  TestSource offset(double seconds) {
    offset = seconds;
    return this;
  }

  TestSource distance(double seconds) {
    distance = seconds;
    return this;
  }

  TestSource interval(double low, double high) {
    offset = (low + high) / 2;
    distance = (high - low) / 2;
    return this;
  }

  TestSource frequency(double rate, double bound) {
    frequency = rate;
    skew = bound;
    return this;
  }

  TestSource deviation(double seconds) {
    deviation = seconds;
    return this;
  }

  TestSource offsetDeviation(double seconds) {
    offsetDeviation = seconds;
    return this;
  }

  TestSource age(double seconds) {
    age = seconds;
    return this;
  }

  TestSource span(double seconds) {
    span = seconds;
    return this;
  }

  TestSource samples(int count) {
    samples = count;
    return this;
  }

  TestSource full() {
    full = true;
    return this;
  }

  TestSource reach(int register, int size, int unreachablePolls) {
    reachability = new Reachability(register, size, unreachablePolls);
    return this;
  }

  TestSource leap(LeapIndicator indicator) {
    leap = indicator;
    return this;
  }

  TestSource stratum(int value) {
    stratum = value;
    return this;
  }

  /// By which addresses it and we know each other.
  TestSource named(int itsBits, int ourBits) {
    referenceId = new ReferenceId(itsBits);
    ownId = new ReferenceId(ourBits);
    return this;
  }

  /// What it is synchronised to.
  TestSource following(int bits) {
    upstream = new ReferenceId(bits);
    return this;
  }

  TestSource authenticated() {
    authenticated = true;
    return this;
  }

  TestSource clock() {
    network = false;
    return this;
  }

  TestSource maxUnreachable(int polls) {
    maxUnreachable = polls;
    return this;
  }

  TestSource noselect() {
    noselect = true;
    return this;
  }

  TestSource prefer() {
    prefer = true;
    return this;
  }

  TestSource trust() {
    trust = true;
    return this;
  }

  TestSource require() {
    require = true;
    return this;
  }

  Candidate build() {
    long time = nowNanos - Math.round(age * 1e9);
    long first = time - Math.round(span * 1e9);
    SourceEstimate estimate =
        new SourceEstimate(
            samples,
            samples / 2,
            time - first,
            time,
            offset,
            offsetDeviation,
            frequency,
            skew / 4,
            skew,
            deviation,
            0.001,
            0,
            0,
            distance - SourceEstimate.chance(offsetDeviation, 0),
            first,
            new Sample(time, offset, 0.001, 1e-6, 0, distance),
            offset,
            full,
            0,
            0);
    return new Candidate(
        new SourceId(id),
        new SelectionOptions(noselect, prefer, trust, require),
        samples == 0 ? SourceEstimate.none() : estimate,
        reachability,
        leap,
        stratum,
        referenceId,
        ownId,
        upstream,
        authenticated,
        network,
        maxUnreachable);
  }
}
