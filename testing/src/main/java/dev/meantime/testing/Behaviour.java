// SPDX-License-Identifier: Apache-2.0
package dev.meantime.testing;

import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.List;

/// What a {@link TestServer} says about itself, and what it does wrong.
///
/// @param offset seconds that its clock is ahead of the clock it was given
/// @param leap the leap indicator
/// @param stratum as on the wire, 0 to 255
/// @param referenceId what it claims to follow
/// @param rootDelay seconds
/// @param rootDispersion seconds
/// @param precision log2 seconds
/// @param faults all of which apply; of two of the same kind the last does
public record Behaviour(
    double offset,
    LeapIndicator leap,
    int stratum,
    ReferenceId referenceId,
    double rootDelay,
    double rootDispersion,
    int precision,
    List<Fault> faults) {

  public Behaviour {
    faults = List.copyOf(faults);
  }

  /// A primary server that follows a GPS receiver and tells the truth.
  public static Behaviour truthful() {
    return new Behaviour(
        0, LeapIndicator.NONE, 1, ReferenceId.ofText("GPS"), 0, 1e-6, -24, List.of());
  }

  /// A server that answers before it has a source of time.
  public static Behaviour unsynchronised() {
    return new Behaviour(
        0, LeapIndicator.UNSYNCHRONISED, 0, ReferenceId.NONE, 0, 0, -24, List.of());
  }

  public Behaviour withOffset(double seconds) {
    return new Behaviour(
        seconds, leap, stratum, referenceId, rootDelay, rootDispersion, precision, faults);
  }

  public Behaviour withLeap(LeapIndicator other) {
    return new Behaviour(
        offset, other, stratum, referenceId, rootDelay, rootDispersion, precision, faults);
  }

  /// Of this stratum, following this source.
  public Behaviour withStratum(int other, ReferenceId source) {
    return new Behaviour(offset, leap, other, source, rootDelay, rootDispersion, precision, faults);
  }

  /// Both in seconds.
  public Behaviour withRoot(double delay, double dispersion) {
    return new Behaviour(offset, leap, stratum, referenceId, delay, dispersion, precision, faults);
  }

  public Behaviour withPrecision(int log2Seconds) {
    return new Behaviour(
        offset, leap, stratum, referenceId, rootDelay, rootDispersion, log2Seconds, faults);
  }

  /// With one fault more.
  public Behaviour with(Fault fault) {
    List<Fault> more = new ArrayList<>(faults);
    more.add(fault);
    return new Behaviour(
        offset, leap, stratum, referenceId, rootDelay, rootDispersion, precision, more);
  }
}
