// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine;

/// The reachability register of a source (RFC 5905 §9.2): the last eight polls, the newest in the
/// lowest bit.
///
/// @param register a bit for each poll, set when it brought a usable answer
/// @param size how many of the eight bits stand for real polls
/// @param unreachablePolls polls since the register became zero
public record Reachability(int register, int size, int unreachablePolls) {

  public static final Reachability NONE = new Reachability(0, 0, 0);

  /// After one more poll.
  public Reachability after(boolean answered) {
    int shifted = (register << 1 | (answered ? 1 : 0)) & 0xff;
    return new Reachability(
        shifted, Math.min(8, size + 1), shifted == 0 ? unreachablePolls + 1 : 0);
  }

  public boolean isReachable() {
    return register != 0;
  }
}
