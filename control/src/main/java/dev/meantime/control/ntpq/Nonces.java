// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Passes for the list of clients: whoever shows one got an answer before, at the same address and
/// port, in the last 16 s. Nothing is remembered of those given out. Thread-safe.
final class Nonces {

  private static final long VALID_SECONDS = 16;
  private static final int SECONDS_DIGITS = 16;
  private static final int DIGEST_OCTETS = 8;

  /// ntpq takes what could be a number for one, and would send it back in another spelling.
  private static final String START = "n";

  private final long secret;

  /// @param secret 64 unpredictable bits
  Nonces(long secret) {
    this.secret = secret;
  }

  /// @param monotonicNanos now
  String make(InetAddress from, int port, long monotonicNanos) {
    return of(from, port, seconds(monotonicNanos));
  }

  boolean isValid(String nonce, InetAddress from, int port, long monotonicNanos) {
    if (!nonce.startsWith(START) || nonce.length() < START.length() + SECONDS_DIGITS) {
      return false;
    }
    String digits = nonce.substring(START.length(), START.length() + SECONDS_DIGITS);
    if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
      return false;
    }
    long seconds = HexFormat.fromHexDigitsToLong(digits);
    long age = seconds(monotonicNanos) - seconds;
    return age >= 0 && age <= VALID_SECONDS && nonce.equals(of(from, port, seconds));
  }

  private static long seconds(long monotonicNanos) {
    return Math.floorDiv(monotonicNanos, 1_000_000_000L);
  }

  private String of(InetAddress from, int port, long seconds) {
    byte[] address = from.getAddress();
    ByteBuffer facts = ByteBuffer.allocate(address.length + 2 * Long.BYTES + Integer.BYTES);
    facts.putLong(secret).putLong(seconds).putInt(port).put(address);
    byte[] digest = sha256(facts.array());
    return START
        + HexFormat.of().toHexDigits(seconds)
        + HexFormat.of().formatHex(digest, 0, DIGEST_OCTETS);
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
