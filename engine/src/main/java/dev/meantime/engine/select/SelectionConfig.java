// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

/// The selection directives of chrony.conf.
///
/// @param combineLimit `combinelimit`: distances up to this multiple of the selected one's are
///   combined; 0 for none
/// @param maxDistance `maxdistance`, seconds
/// @param maxJitter `maxjitter`, seconds
/// @param minStratum `minstratum`
/// @param maxStratum `maxstratum`
/// @param minSources `minsources`
/// @param reselectDistance `reselectdist`, seconds
/// @param stratumWeight `stratumweight`, seconds per stratum
/// @param maxClockError `maxclockerror`, s/s
/// @param authentication `authselectmode`
public record SelectionConfig(
    double combineLimit,
    double maxDistance,
    double maxJitter,
    int minStratum,
    int maxStratum,
    int minSources,
    double reselectDistance,
    double stratumWeight,
    double maxClockError,
    AuthenticationPolicy authentication) {

  /// chrony's defaults.
  public static final SelectionConfig DEFAULT =
      new SelectionConfig(3, 3, 1, 0, 15, 1, 1e-4, 1e-3, 1e-6, AuthenticationPolicy.MIX);

  /// What authentication means for selection.
  public enum AuthenticationPolicy {
    /// Sources without authentication are never believed.
    REQUIRE,
    /// They are not as long as there is one with authentication.
    PREFER,
    /// If there are both kinds, those with authentication get `require` and `trust`.
    MIX,
    /// Nothing.
    IGNORE
  }
}
