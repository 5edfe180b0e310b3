// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import java.util.List;

/// What a key file holds. Nothing in such a file is fatal: a line that gives no key gives a
/// problem, and all problems are reported at once.
///
/// @param keys in the file's order, each ID once
/// @param problems in the order of their lines
public record KeyFile(List<SymmetricKey> keys, List<Problem> problems) {

  public KeyFile {
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
  }

  /// A line that gives no key, or one to think about. Never contains a secret.
  ///
  /// @param line counted from 1
  /// @param column where the offending word starts, counted from 1
  /// @param kind what is wrong
  /// @param message a sentence without file and line, except where chrony's own names them
  public record Problem(int line, int column, Kind kind, String message) {}

  /// What can be wrong with a line.
  public enum Kind {
    /// Not the words of a key.
    SYNTAX,
    /// A key ID out of range.
    KEY_ID,
    /// A type that nobody knows.
    TYPE,
    /// A type that Meantime knows and does not compute.
    UNSUPPORTED,
    /// A secret that does not decode.
    SECRET,
    /// A secret of the wrong length for its type.
    LENGTH,
    /// A further key with an ID already taken.
    DUPLICATE
  }

  /// Reads chrony's format: `ID [TYPE] KEY`, where the type is MD5 if left out, and the key is text
  /// or has the prefix `ASCII:` or `HEX:`. Of keys with the same ID the first counts. The messages
  /// are those chronyd logs, for whoever greps for them.
  ///
  /// @param name the file's name, for messages
  /// @param text the file's octets as ISO 8859-1, so that each octet of a key survives
  public static KeyFile parseChrony(String name, String text) {
    return new ChronyKeyParser(name).parse(text);
  }

  /// Reads the format of ntpd and NTPsec (`ntp.keys`): `ID TYPE KEY`, `#` starts a comment, a key
  /// of up to 20 characters is text and a longer one hexadecimal. An AES key of another length is
  /// padded with zeros or cut, as those daemons do, and reported. Of keys with the same ID the last
  /// counts, as there.
  ///
  /// @param text the file's octets as ISO 8859-1
  public static KeyFile parseNtp(String text) {
    return new NtpKeyParser().parse(text);
  }
}
