// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// What became of a datagram that reached a responder: of each, one of these is counted, but for
/// the last two, which tell more of those answered.
public enum ServerCounter {
  ANSWERED("answered"),
  KISSES("told to ask less often"),
  HANDED_OVER("of a peer, handed to its association"),
  MALFORMED("not NTP: length, version or fields"),
  NOT_A_REQUEST("no request: an answer, a broadcast, or nobody's peer"),
  CONTROL("control or private mode"),
  IMPOSSIBLE_SENDER("from an address or port that nobody can answer to"),
  DENIED("from an address that is not allowed"),
  LIMITED("over the rate limit"),
  NOT_AUTHENTIC("wrong or unknown key"),
  INTERLEAVED("answered in interleaved mode"),
  AUTHENTICATED("answered with a key");

  private final String label;

  ServerCounter(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
