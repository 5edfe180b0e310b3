// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import dev.meantime.crypto.KeyFile.Kind;
import dev.meantime.crypto.KeyLines.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads chrony's key file. For one file; confined to the caller.
final class ChronyKeyParser {

  private static final int LONGEST_LINE = 2047;
  private static final String ASCII = "ASCII:";
  private static final String HEX = "HEX:";

  private final String file;
  private final Map<Long, SymmetricKey> keys = new LinkedHashMap<>();
  private final List<KeyFile.Problem> problems = new ArrayList<>();
  private int line;

  ChronyKeyParser(String file) {
    this.file = file;
  }

  KeyFile parse(String text) {
    for (String content : text.split("\n", -1)) {
      line++;
      List<Word> words = KeyLines.words(content);
      if (words.isEmpty() || "!;#%".indexOf(words.get(0).text().charAt(0)) >= 0) {
        continue;
      }
      if (content.length() > LONGEST_LINE) {
        syntax(LONGEST_LINE + 1);
      } else {
        parse(words);
      }
    }
    return new KeyFile(List.copyOf(keys.values()), problems);
  }

  private void parse(List<Word> words) {
    OptionalLong id = KeyLines.keyId(words.get(0).text());
    if (id.isEmpty()) {
      syntax(words.get(0).column());
    } else if (words.size() < 2) {
      syntax(words.get(0).column() + words.get(0).text().length());
    } else if (words.size() > 3) {
      syntax(words.get(3).column());
    } else {
      boolean typed = words.size() == 3;
      Word type = typed ? words.get(1) : new Word(words.get(1).column(), "MD5");
      add(words.get(0).column(), id.getAsLong(), type, words.get(words.size() - 1));
    }
  }

  private void add(int idColumn, long id, Word type, Word secretWord) {
    byte[] secret = secret(secretWord.text());
    if (secret.length == 0) {
      report(secretWord.column(), Kind.SECRET, "Could not decode key " + id);
      return;
    }
    Optional<KeyAlgorithm> found = KeyAlgorithm.ofChronyName(type.text());
    if (found.isEmpty()) {
      report(type.column(), Kind.TYPE, "Invalid type in key " + id);
      return;
    }
    KeyAlgorithm algorithm = found.get();
    if (!algorithm.isSupported()) {
      report(type.column(), Kind.UNSUPPORTED, "Unsupported hash function in key " + id);
      return;
    }
    int needed = algorithm.keyLength();
    if (needed != 0 && secret.length != needed) {
      report(
          secretWord.column(),
          Kind.LENGTH,
          "Invalid length of %s key %d (expected %d bits)"
              .formatted(algorithm.chronyName(), id, 8 * needed));
      return;
    }
    if (keys.putIfAbsent(id, new SymmetricKey(id, algorithm, secret)) != null) {
      report(idColumn, Kind.DUPLICATE, "Detected duplicate key " + id);
    }
  }

  private static byte[] secret(String text) {
    if (text.startsWith(HEX)) {
      return KeyLines.hex(text.substring(HEX.length()));
    }
    String plain = text.startsWith(ASCII) ? text.substring(ASCII.length()) : text;
    return plain.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void syntax(int column) {
    report(column, Kind.SYNTAX, "Could not parse key at line %d in file %s".formatted(line, file));
  }

  private void report(int column, Kind kind, String message) {
    problems.add(new KeyFile.Problem(line, column, kind, message));
  }
}
