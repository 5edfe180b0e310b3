// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import dev.meantime.crypto.KeyFile.Kind;
import dev.meantime.crypto.KeyLines.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads ntpd's `ntp.keys`. For one file; confined to the caller.
final class NtpKeyParser {

  private static final long HIGHEST_ID = 65535;
  private static final int LONGEST_TEXT = 20;

  private final Map<Long, SymmetricKey> keys = new LinkedHashMap<>();
  private final List<KeyFile.Problem> problems = new ArrayList<>();
  private int line;

  KeyFile parse(String text) {
    for (String content : text.split("\n", -1)) {
      line++;
      int comment = content.indexOf('#');
      List<Word> words = KeyLines.words(comment < 0 ? content : content.substring(0, comment));
      if (!words.isEmpty()) {
        parse(words);
      }
    }
    return new KeyFile(List.copyOf(keys.values()), problems);
  }

  /// A fourth word, the addresses that ntpd 4.2.8 restricts a key to, is reported: dropping it in
  /// silence would widen what the key may do.
  private void parse(List<Word> words) {
    OptionalLong id = KeyLines.keyId(words.get(0).text());
    if (id.isEmpty() || id.getAsLong() > HIGHEST_ID) {
      report(words.get(0), Kind.KEY_ID, "the key ID must be a number from 1 to " + HIGHEST_ID);
    } else if (words.size() < 3) {
      report(
          words.get(words.size() - 1),
          Kind.SYNTAX,
          "key " + id.getAsLong() + " has no " + (words.size() < 2 ? "type" : "secret"));
    } else {
      if (words.size() > 3) {
        report(
            words.get(3),
            Kind.SYNTAX,
            "key %d is not restricted to addresses: name the key at the source instead"
                .formatted(id.getAsLong()));
      }
      add(words.get(0), id.getAsLong(), words.get(1), words.get(2));
    }
  }

  private void add(Word idWord, long id, Word type, Word secretWord) {
    Optional<KeyAlgorithm> found = KeyAlgorithm.ofNtpName(type.text());
    if (found.isEmpty()) {
      report(type, Kind.TYPE, "key " + id + " has an unknown type");
      return;
    }
    KeyAlgorithm algorithm = found.get();
    if (!algorithm.isSupported()) {
      report(
          type, Kind.UNSUPPORTED, "key " + id + ": " + algorithm.chronyName() + " is unsupported");
      return;
    }
    String text = secretWord.text();
    byte[] secret =
        text.length() <= LONGEST_TEXT
            ? text.getBytes(StandardCharsets.ISO_8859_1)
            : KeyLines.hex(text);
    if (secret.length == 0) {
      report(
          secretWord,
          Kind.SECRET,
          "key %d is longer than %d characters and not pairs of hexadecimal digits"
              .formatted(id, LONGEST_TEXT));
      return;
    }
    int needed = algorithm.keyLength();
    if (needed != 0 && secret.length != needed) {
      report(
          secretWord,
          Kind.LENGTH,
          "key %d has %d octets and is %s to the %d of %s"
              .formatted(
                  id,
                  secret.length,
                  secret.length < needed ? "padded" : "cut",
                  needed,
                  algorithm.chronyName()));
      secret = Arrays.copyOf(secret, needed);
    }
    if (keys.put(id, new SymmetricKey(id, algorithm, secret)) != null) {
      report(idWord, Kind.DUPLICATE, "key " + id + " replaces an earlier one");
    }
  }

  private void report(Word at, Kind kind, String message) {
    problems.add(new KeyFile.Problem(line, at.column(), kind, message));
  }
}
