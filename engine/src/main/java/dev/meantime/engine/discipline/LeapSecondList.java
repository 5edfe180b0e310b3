// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.discipline.ParsedLeapSeconds.Damaged;
import dev.meantime.engine.discipline.ParsedLeapSeconds.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the leap second list of IERS and NIST, `leap-seconds.list`.
///
/// A data line has the time in seconds since 1900 and TAI − UTC from then on. `#@` is when the list
/// expires and `#h` the SHA-1 of the digits in the `#$`, `#@` and data lines, as five hexadecimal
/// words whose leading zeros may be missing. A list without `#h` is taken as it is.
public final class LeapSecondList {

  /// From 1900, where the list counts from, to 1970.
  private static final long UNIX_EPOCH = 2_208_988_800L;

  private static final Pattern DATA = Pattern.compile("(\\d{1,18})\\s+(\\d{1,9})\\s*(?:#.*)?");
  private static final Pattern STAMP = Pattern.compile("#[$@]\\s*(\\d{1,18})\\s*");
  private static final Pattern HASH = Pattern.compile("#h((?:\\s+[0-9a-fA-F]{1,8}){5})\\s*");

  private final List<LeapSecondTable.Entry> entries = new ArrayList<>();
  private final StringBuilder digits = new StringBuilder();
  private final List<Integer> hash = new ArrayList<>();
  private long expirySeconds = Long.MAX_VALUE;

  private LeapSecondList() {}

  /// Reads a whole file.
  public static ParsedLeapSeconds parse(String text) {
    LeapSecondList list = new LeapSecondList();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!list.accepts(line.strip())) {
        return new Damaged(Problem.MALFORMED_LINE, number);
      }
      if (!list.isInOrder()) {
        return new Damaged(Problem.OUT_OF_ORDER, number);
      }
    }
    if (!list.hash.isEmpty() && !list.hash.equals(words(sha1(list.digits.toString())))) {
      return new Damaged(Problem.HASH_MISMATCH, 0);
    }
    if (list.entries.isEmpty()) {
      return new Damaged(Problem.NO_LEAP_SECONDS, 0);
    }
    LeapSecondTable table = new LeapSecondTable(list.entries, list.expirySeconds);
    return table.isPlausible()
        ? new ParsedLeapSeconds.Valid(table)
        : new Damaged(Problem.IMPLAUSIBLE, 0);
  }

  private boolean accepts(String line) {
    if (line.startsWith("#$") || line.startsWith("#@")) {
      return acceptsStamp(line);
    }
    if (line.startsWith("#h")) {
      return acceptsHash(line);
    }
    return line.isEmpty() || line.startsWith("#") || acceptsData(line);
  }

  private boolean acceptsStamp(String line) {
    Matcher stamp = STAMP.matcher(line);
    if (!stamp.matches()) {
      return false;
    }
    digits.append(stamp.group(1));
    if (line.startsWith("#@")) {
      expirySeconds = Long.parseLong(stamp.group(1)) - UNIX_EPOCH;
    }
    return true;
  }

  private boolean acceptsHash(String line) {
    Matcher matcher = HASH.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    hash.clear();
    Arrays.stream(matcher.group(1).strip().split("\\s+"))
        .map(word -> Integer.parseUnsignedInt(word, 16))
        .forEach(hash::add);
    return true;
  }

  private boolean acceptsData(String line) {
    Matcher data = DATA.matcher(line);
    if (!data.matches()) {
      return false;
    }
    digits.append(data.group(1)).append(data.group(2));
    long from = Long.parseLong(data.group(1)) - UNIX_EPOCH;
    entries.add(new LeapSecondTable.Entry(from, Integer.parseInt(data.group(2))));
    return true;
  }

  private boolean isInOrder() {
    int last = entries.size() - 1;
    return last < 1 || entries.get(last - 1).fromSeconds() < entries.get(last).fromSeconds();
  }

  private static List<Integer> words(byte[] digest) {
    List<Integer> words = new ArrayList<>();
    for (int i = 0; i < digest.length; i += 4) {
      words.add(
          (digest[i] & 255) << 24
              | (digest[i + 1] & 255) << 16
              | (digest[i + 2] & 255) << 8
              | (digest[i + 3] & 255));
    }
    return words;
  }

  private static byte[] sha1(String text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
