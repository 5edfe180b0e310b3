// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import java.util.Locale;
import java.util.Optional;

/// How a symmetric key authenticates a packet: as the prefix of a hashed message (RFC 5905 §7.3) or
/// as the key of AES-CMAC (RFC 8573).
///
/// MD5 is formally obsolete for NTP (RFC 8573 §1) and lives on as the default of chrony's key file.
public enum KeyAlgorithm {
  MD5("MD5", 1, "MD5", 16),
  SHA1("SHA1", 2, "SHA-1", 20),
  SHA256("SHA256", 3, "SHA-256", 32),
  SHA384("SHA384", 4, "SHA-384", 48),
  SHA512("SHA512", 5, "SHA-512", 64),
  SHA3_224("SHA3-224", 6, "SHA3-224", 28),
  SHA3_256("SHA3-256", 7, "SHA3-256", 32),
  SHA3_384("SHA3-384", 8, "SHA3-384", 48),
  SHA3_512("SHA3-512", 9, "SHA3-512", 64),
  /// Known by name only: chrony has it when built with a library that does.
  TIGER("TIGER", 10, "", 24),
  /// Known by name only: chrony has it when built with a library that does.
  WHIRLPOOL("WHIRLPOOL", 11, "", 64),
  AES128("AES128", 13, "AES", 16),
  AES256("AES256", 14, "AES", 16);

  /// Octets to which NTPv4 cuts a longer digest.
  public static final int LONGEST_V4_DIGEST = 20;

  private static final KeyAlgorithm[] BY_ORDINAL = values();

  private final String chronyName;
  private final int code;
  private final String jdkName;
  private final int digestLength;

  KeyAlgorithm(String chronyName, int code, String jdkName, int digestLength) {
    this.chronyName = chronyName;
    this.code = code;
    this.jdkName = jdkName;
    this.digestLength = digestLength;
  }

  /// The name in chrony's key file and in its reports.
  public String chronyName() {
    return chronyName;
  }

  /// The key type in chrony's control protocol, reply AUTH_DATA.
  public int code() {
    return code;
  }

  /// Octets of the whole digest.
  public int digestLength() {
    return digestLength;
  }

  /// Octets of the digest in a packet of this NTP version.
  public int digestLength(int version) {
    return version >= 4 ? Math.min(digestLength, LONGEST_V4_DIGEST) : digestLength;
  }

  /// The NTP version that carries the whole digest: 3 when it is too long for version 4.
  public int suggestedVersion() {
    return digestLength > LONGEST_V4_DIGEST ? 3 : 4;
  }

  /// Whether Meantime computes it.
  public boolean isSupported() {
    return !jdkName.isEmpty();
  }

  public boolean isCipher() {
    return this == AES128 || this == AES256;
  }

  /// Octets that a key must have, or 0 when any length will do.
  public int keyLength() {
    return switch (this) {
      case AES128 -> 16;
      case AES256 -> 32;
      case MD5,
          SHA1,
          SHA256,
          SHA384,
          SHA512,
          SHA3_224,
          SHA3_256,
          SHA3_384,
          SHA3_512,
          TIGER,
          WHIRLPOOL ->
          0;
    };
  }

  /// By the name that chrony's key file uses, in capitals only.
  public static Optional<KeyAlgorithm> ofChronyName(String name) {
    for (KeyAlgorithm algorithm : BY_ORDINAL) {
      if (algorithm.chronyName.equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /// By a name that ntpd accepts in `ntp.keys`: OpenSSL's names in any case, `AES` and its variants
  /// for AES-128-CMAC, and the historic `M` for MD5.
  public static Optional<KeyAlgorithm> ofNtpName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return switch (upper) {
      case "M" -> Optional.of(MD5);
      case "SHA", "SHA-1" -> Optional.of(SHA1);
      case "SHA2-256", "SHA-256" -> Optional.of(SHA256);
      case "SHA2-384", "SHA-384" -> Optional.of(SHA384);
      case "SHA2-512", "SHA-512" -> Optional.of(SHA512);
      case "AES", "AES-128", "AES128CMAC", "AES-128-CMAC" -> Optional.of(AES128);
      case "AES-256", "AES256CMAC", "AES-256-CMAC" -> Optional.of(AES256);
      default -> ofChronyName(upper);
    };
  }

  /// The name of the hash function in the JDK.
  String jdkName() {
    return jdkName;
  }
}
