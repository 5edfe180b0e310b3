// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// What became of a datagram that reached a responder: of each, one of these is counted; those from
/// {@link #INTERLEAVED} on tell more of those answered.
public enum ServerCounter {
  ANSWERED("answered"),
  KISSES("told to ask less often"),
  HANDED_OVER("of a peer or ntpq, handed to the loop"),
  TO_BE_SIGNED("of a domain member, handed to the loop"),
  MALFORMED("not NTP: length, version or fields"),
  NOT_A_REQUEST("no request: an answer, a broadcast, or nobody's peer"),
  CONTROL("control or private mode, and not answered"),
  IMPOSSIBLE_SENDER("from an address or port that nobody can answer to"),
  DENIED("from an address that is not allowed"),
  LIMITED("over the rate limit"),
  NOT_AUTHENTIC("wrong or unknown key"),
  EXTENDED_SIGNATURE("of a domain member, in the extended form that is not answered"),
  INTERLEAVED("answered in interleaved mode"),
  AUTHENTICATED("answered with a key"),
  OLDER_VERSION("answered in version 1 to 3"),
  VERSION_1_CLIENT("answered in version 1, client mode"),
  VERSION_1_WITHOUT_MODE("answered in version 1, without a mode"),
  VERSION_1_SYMMETRIC("answered in version 1, symmetric mode");

  private final String label;

  ServerCounter(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
