// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.SourceId;

/// A source on its way through one selection. Confined to the loop.
final class Contender {

  private final Claim claim;
  private final SourceMemory memory;
  private Ruling ruling = new Ruling(SourceStatus.WAITS_FOR_UPDATE, "");
  private boolean standing = true;

  Contender(Claim claim, SourceMemory memory) {
    this.claim = claim;
    this.memory = memory;
  }

  Claim claim() {
    return claim;
  }

  SourceMemory memory() {
    return memory;
  }

  Candidate candidate() {
    return claim.candidate();
  }

  SourceId id() {
    return claim.candidate().id();
  }

  /// Whether nothing was decided about it yet.
  boolean isStanding() {
    return standing;
  }

  /// Takes back what was decided about it.
  void stand() {
    standing = true;
  }

  /// Decides about it.
  void rule(Ruling decided) {
    ruling = decided;
    standing = false;
  }

  void rule(SourceStatus status, String reason) {
    rule(new Ruling(status, reason));
  }

  SourceStatus status() {
    return ruling.status();
  }

  String reason() {
    return ruling.reason();
  }

  SourceVerdict verdict() {
    return new SourceVerdict(
        id(),
        ruling.status(),
        ruling.reason(),
        memory.score,
        claim.interval().low(),
        claim.interval().high(),
        claim.options());
  }
}
