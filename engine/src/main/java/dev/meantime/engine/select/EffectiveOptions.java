// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import java.util.List;

/// What `authselectmode` makes of the sources' options. Sources that the administrator marked
/// noselect neither count nor change.
final class EffectiveOptions {

  private EffectiveOptions() {}

  /// One for each candidate, in their order.
  static List<SelectionOptions> of(List<Candidate> candidates, AuthenticationPolicy policy) {
    boolean anyAuthenticated = false;
    boolean anyUnauthenticated = false;
    for (Candidate candidate : candidates) {
      if (candidate.network() && !candidate.options().noselect()) {
        anyAuthenticated |= candidate.authenticated();
        anyUnauthenticated |= !candidate.authenticated();
      }
    }
    boolean excludeUnauthenticated =
        switch (policy) {
          case REQUIRE -> true;
          case PREFER -> anyAuthenticated;
          case MIX, IGNORE -> false;
        };
    boolean relyOnAuthenticated =
        policy == AuthenticationPolicy.MIX && anyAuthenticated && anyUnauthenticated;
    return candidates.stream()
        .map(candidate -> adapt(candidate, excludeUnauthenticated, relyOnAuthenticated))
        .toList();
  }

  private static SelectionOptions adapt(
      Candidate candidate, boolean excludeUnauthenticated, boolean relyOnAuthenticated) {
    SelectionOptions configured = candidate.options();
    if (configured.noselect()) {
      return configured;
    }
    boolean unauthenticated = candidate.network() && !candidate.authenticated();
    if (unauthenticated) {
      return excludeUnauthenticated
          ? new SelectionOptions(
              true, configured.prefer(), configured.trust(), configured.require())
          : configured;
    }
    return relyOnAuthenticated
        ? new SelectionOptions(false, configured.prefer(), true, true)
        : configured;
  }
}
