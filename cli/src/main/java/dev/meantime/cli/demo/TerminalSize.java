// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// How large the terminal is: what `LINES` and `COLUMNS` say, else what `stty` says, which is asked
/// again from time to time, else 80 columns and 24 rows. Confined to the demo's thread.
final class TerminalSize implements Supplier<Size> {

  private static final long AGAIN_NANOS = 2_000_000_000L;

  private final Optional<Size> fixed;
  private final Supplier<Optional<Size>> terminal;
  private final LongSupplier nanos;
  private Size last = Size.USUAL;
  private long askedNanos;
  private boolean asked;

  /// @param environment the process's variables
  /// @param terminal asks the terminal itself
  /// @param nanos a monotonic clock
  TerminalSize(
      Map<String, String> environment, Supplier<Optional<Size>> terminal, LongSupplier nanos) {
    this.fixed =
        parse(
            environment.getOrDefault("LINES", "") + " " + environment.getOrDefault("COLUMNS", ""));
    this.terminal = terminal;
    this.nanos = nanos;
  }

  @Override
  public Size get() {
    if (fixed.isPresent()) {
      return fixed.get();
    }
    long now = nanos.getAsLong();
    if (!asked || now - askedNanos >= AGAIN_NANOS) {
      asked = true;
      askedNanos = now;
      last = terminal.get().orElse(last);
    }
    return last;
  }

  /// Rows and columns as `stty size` prints them; empty for what makes no sense.
  static Optional<Size> parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    if (words.length != 2) {
      return Optional.empty();
    }
    try {
      int rows = Integer.parseInt(words[0]);
      int columns = Integer.parseInt(words[1]);
      return rows > 0 && columns > 0 ? Optional.of(new Size(columns, rows)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Runs `stty size` on the terminal of this process; empty where there is none.
  static Optional<Size> askTerminal() {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream answer = process.getInputStream()) {
        return parse(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
