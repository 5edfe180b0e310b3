// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.crypto.KeyFile;
import dev.meantime.crypto.SymmetricKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds a symmetric key in a file of chrony's format or ntpd's.
///
/// The formats look alike and mean different keys in one case: more than twenty characters without
/// a prefix are text to chrony and hexadecimal to ntpd. Nothing but hexadecimal digits are then
/// taken as ntpd does, whose key generator writes such keys while chrony's writes a prefix; where
/// that is wrong, the prefix `ASCII:` says so.
final class QueryKeys {

  private static final int LONGEST_NTP_TEXT = 20;

  private QueryKeys() {}

  /// @throws UsageException when the file cannot be read or has no such key
  static SymmetricKey read(Path file, long id) throws UsageException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new UsageException("cannot read the key file " + file + ": no such file");
    } catch (IOException e) {
      throw new UsageException("cannot read the key file " + file + ": " + e.getMessage());
    }
    KeyFile chrony = KeyFile.parseChrony(file.toString(), text);
    KeyFile ntp = KeyFile.parseNtp(text);
    boolean isNtp = text.lines().anyMatch(line -> isHexadecimalOfNtp(line, id));
    Optional<SymmetricKey> key =
        find(isNtp ? ntp : chrony, id).or(() -> find(isNtp ? chrony : ntp, id));
    return key.orElseThrow(() -> new UsageException("no usable key " + id + " in " + file));
  }

  private static boolean isHexadecimalOfNtp(String line, long id) {
    String[] words = line.strip().split("\\s+", -1);
    return words.length > 2
        && words[0].equals(Long.toString(id))
        && words[2].length() > LONGEST_NTP_TEXT
        && words[2].chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static Optional<SymmetricKey> find(KeyFile file, long id) {
    return file.keys().stream().filter(key -> key.id() == id).findFirst();
  }
}
