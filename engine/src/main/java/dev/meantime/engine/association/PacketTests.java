// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import java.util.Optional;

/// The tests of an answer, true where it passed. Numbers as in RFC 5905 and ntpd, letters as in
/// chrony.
///
/// @param notDuplicate 1: not seen before
/// @param answersRequest 2: its origin timestamp is our request's cookie
/// @param hasTimestamps 3: origin, receive and transmit timestamps are there
/// @param authentic 5: the MAC fits
/// @param synchronised 6: the source says that it has the time
/// @param nearRoot 7: its root distance is below 16 s
/// @param delayOk A: delay within `maxdelay`, server quick enough
/// @param delayRatioOk B: delay within `maxdelayratio`
/// @param delayDeviationOk C: delay explained by `maxdelaydevratio`, or within the quantile
/// @param noLoop D: the source does not follow us
public record PacketTests(
    boolean notDuplicate,
    boolean answersRequest,
    boolean hasTimestamps,
    boolean authentic,
    boolean synchronised,
    boolean nearRoot,
    boolean delayOk,
    boolean delayRatioOk,
    boolean delayDeviationOk,
    boolean noLoop) {

  /// It answers our question and nobody else could have sent it.
  public boolean isValid() {
    return notDuplicate && answersRequest && hasTimestamps && authentic;
  }

  /// It is valid and comes from a synchronised source.
  public boolean isSynchronised() {
    return isValid() && synchronised && nearRoot;
  }

  /// It is fit to be used.
  public boolean isGood() {
    return isSynchronised() && delayOk && delayRatioOk && delayDeviationOk && noLoop;
  }

  /// The first test that failed, as a reason; empty when all passed.
  public Optional<Rejection> firstFailure() {
    if (!notDuplicate) {
      return Optional.of(Rejection.DUPLICATE);
    }
    if (!answersRequest) {
      return Optional.of(Rejection.WRONG_ORIGIN);
    }
    if (!hasTimestamps) {
      return Optional.of(Rejection.NO_TIMESTAMPS);
    }
    if (!authentic) {
      return Optional.of(Rejection.FORGED);
    }
    if (!synchronised) {
      return Optional.of(Rejection.UNSYNCHRONISED);
    }
    if (!nearRoot) {
      return Optional.of(Rejection.TOO_DISTANT);
    }
    if (!delayOk) {
      return Optional.of(Rejection.DELAYED);
    }
    if (!delayRatioOk) {
      return Optional.of(Rejection.DELAY_RATIO);
    }
    if (!delayDeviationOk) {
      return Optional.of(Rejection.DELAY_DEVIATION);
    }
    if (!noLoop) {
      return Optional.of(Rejection.LOOP);
    }
    return Optional.empty();
  }
}
