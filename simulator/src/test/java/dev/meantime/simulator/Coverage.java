// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

/// How often the truth was inside what was claimed, over several runs: a bound that holds 999 times
/// in 1000 may fail for a while in one of them.
final class Coverage {

  private long claims;
  private long outside;
  private final StringBuilder runs = new StringBuilder();

  /// What a host has seen since it began to watch.
  void add(WatchedHost host) {
    claims += host.claims();
    outside += host.outside();
    runs.append(host).append('\n');
  }

  void requireHonesty() {
    assertThat(claims).isPositive();
    assertThat(outside).as("of %d s\n%s", claims, runs).isLessThanOrEqualTo(claims / 1000);
  }
}
