// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// Options that differ from the defaults in what a test is about.
final class Options {

  int minPoll = 6;
  int maxPoll = 10;
  boolean iburst;
  boolean burst;
  boolean online = true;
  boolean autoOffline;
  double maxDelay = 3;
  double maxDelayRatio;
  double maxDelayDevRatio = 10;
  double maxDelayQuantile;
  double offsetCorrection;
  int filter;
  int pollTarget = 8;
  int presendPoll = 100;
  int minStratum;
  int version;
  boolean copy;
  double maxClockError = 1e-6;
  boolean interleaved;
  boolean monotonicRoot;
  boolean networkCorrection;

  Options poll(int min, int max) {
    minPoll = min;
    maxPoll = max;
    return this;
  }

  Options interleaved() {
    interleaved = true;
    return this;
  }

  Options iburst() {
    iburst = true;
    return this;
  }

  AssociationOptions build() {
    return new AssociationOptions(
        minPoll,
        maxPoll,
        iburst,
        burst,
        online,
        autoOffline,
        maxDelay,
        maxDelayRatio,
        maxDelayDevRatio,
        maxDelayQuantile,
        0,
        offsetCorrection,
        filter,
        pollTarget,
        presendPoll,
        minStratum,
        version,
        copy,
        maxClockError,
        interleaved,
        monotonicRoot,
        networkCorrection);
  }
}
