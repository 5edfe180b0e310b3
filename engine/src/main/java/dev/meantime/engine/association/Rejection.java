// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator.Verdict;

/// Why a datagram or a measurement was not used. Each reason is also a counter's label; the test in
/// front of it is the one of {@link PacketTests} that failed.
public enum Rejection {
  MALFORMED("", "not an NTP packet"),
  REFLECTED("", "our own request came back"),
  WRONG_MODE("", "not a server's answer"),
  DUPLICATE("1", "the same answer as the last one"),
  OUT_OF_ORDER("1", "a broadcast that is older than the last one"),
  TOO_SOON("", "a broadcast sooner after the last one than its poll interval says"),
  IMPLAUSIBLE_POLL("", "a broadcast whose poll interval cannot be"),
  WRONG_ORIGIN("2", "not the answer to the outstanding request"),
  NO_TIMESTAMPS("3", "lacks a timestamp"),
  AUTHENTICATION_MISSING("5", "not authenticated although it must be"),
  WRONG_KEY("5", "authenticated by another key"),
  FORGED("5", "its authentication does not fit"),
  REFUSED("5", "the source could not authenticate our request"),
  KISS("6", "a kiss of death instead of an answer"),
  UNSYNCHRONISED("6", "the source is not synchronised"),
  TOO_DISTANT("7", "the source's root distance is 16 s or more"),
  DELAYED(
      "A", "round trip above maxdelay, source slow to answer, or only meant to warm up the path"),
  DELAY_RATIO("B", "round trip above maxdelayratio"),
  DELAY_DEVIATION("C", "round trip above maxdelaydevratio or maxdelayquant"),
  LOOP("D", "the source follows us");

  private final String test;
  private final String label;

  Rejection(String test, String label) {
    this.test = test;
    this.label = label;
  }

  /// The number or letter of the failed test; empty for what is not even tested.
  public String test() {
    return test;
  }

  public String label() {
    return label;
  }

  /// @throws IllegalArgumentException for an authentic answer, which there is no reason to reject
  static Rejection of(Verdict verdict) {
    return switch (verdict) {
      case AUTHENTIC -> throw new IllegalArgumentException("authentic");
      case MISSING -> AUTHENTICATION_MISSING;
      case WRONG_KEY -> WRONG_KEY;
      case FORGED -> FORGED;
      case REFUSED -> REFUSED;
    };
  }
}
