// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.wire.LeapIndicator;

/// The part of a reply that tells how the clock stands, in the packet's own formats (RFC 5905
/// §7.3). Mutable, so that a responder fills the same one again for every batch, and confined to
/// it.
public final class ServedHeader {

  private int leap = LeapIndicator.UNSYNCHRONISED.code();
  private int stratum;
  private int rootDelay;
  private int rootDispersion;
  private int referenceId;
  private long referenceTimestamp;

  /// Says that the clock is not synchronised, until it is told.
  public ServedHeader() {}

  /// Says how the clock stands.
  ///
  /// @param leap the leap indicator's two bits
  /// @param stratum as it is sent: 0 when unsynchronised
  /// @param rootDelay NTP short format
  /// @param rootDispersion NTP short format, rounded up
  /// @param referenceId 32 bits
  /// @param referenceTimestamp NTP timestamp format
  public void set(
      int leap,
      int stratum,
      int rootDelay,
      int rootDispersion,
      int referenceId,
      long referenceTimestamp) {
    this.leap = leap;
    this.stratum = stratum;
    this.rootDelay = rootDelay;
    this.rootDispersion = rootDispersion;
    this.referenceId = referenceId;
    this.referenceTimestamp = referenceTimestamp;
  }

  public int leap() {
    return leap;
  }

  public int stratum() {
    return stratum;
  }

  public int rootDelay() {
    return rootDelay;
  }

  public int rootDispersion() {
    return rootDispersion;
  }

  public int referenceId() {
    return referenceId;
  }

  public long referenceTimestamp() {
    return referenceTimestamp;
  }
}
