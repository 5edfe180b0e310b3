// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.wire.FineShort;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpShort;

/// The part of a reply that tells how the clock stands, in the packet's own formats (RFC 5905
/// §7.3). Mutable, so that a responder fills the same one again for every batch, and confined to
/// it. What few packets have is converted when it is asked for.
public final class ServedHeader {

  private int leap = LeapIndicator.UNSYNCHRONISED.code();
  private int stratum;
  private int rootDelay;
  private int rootDispersion;
  private double rootDelaySeconds;
  private double rootDispersionSeconds;
  private int referenceId;
  private long referenceTimestamp;

  /// Says that the clock is not synchronised, until it is told.
  public ServedHeader() {}

  /// Says how the clock stands.
  ///
  /// @param leap the leap indicator's two bits
  /// @param stratum as it is sent: 0 when unsynchronised
  /// @param rootDelay seconds
  /// @param rootDispersion seconds
  /// @param referenceId 32 bits
  /// @param referenceTimestamp NTP timestamp format
  public void set(
      int leap,
      int stratum,
      double rootDelay,
      double rootDispersion,
      int referenceId,
      long referenceTimestamp) {
    this.leap = leap;
    this.stratum = stratum;
    this.rootDelay = NtpShort.bitsOfSeconds(rootDelay);
    this.rootDispersion = NtpShort.bitsOfSeconds(rootDispersion);
    this.rootDelaySeconds = rootDelay;
    this.rootDispersionSeconds = rootDispersion;
    this.referenceId = referenceId;
    this.referenceTimestamp = referenceTimestamp;
  }

  public int leap() {
    return leap;
  }

  public int stratum() {
    return stratum;
  }

  /// In NTP short format.
  public int rootDelay() {
    return rootDelay;
  }

  /// In NTP short format.
  public int rootDispersion() {
    return rootDispersion;
  }

  /// In the format of {@link FineShort}.
  public int fineRootDelay() {
    return FineShort.bitsOfSeconds(rootDelaySeconds);
  }

  /// In the format of {@link FineShort}.
  public int fineRootDispersion() {
    return FineShort.bitsOfSeconds(rootDispersionSeconds);
  }

  public int referenceId() {
    return referenceId;
  }

  public long referenceTimestamp() {
    return referenceTimestamp;
  }
}
