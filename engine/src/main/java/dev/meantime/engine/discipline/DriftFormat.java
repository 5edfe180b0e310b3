// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import java.util.Locale;
import java.util.Scanner;

/// The text of a drift file, as chrony writes and reads it: frequency and skew in ppm on one line.
/// The file's frequency is positive when the hardware clock is fast, which is the opposite of
/// {@link Drift}'s.
public final class DriftFormat {

  private static final double PPM = 1e-6;

  /// The hardware can be wrong by less than this, and its skew is no larger, s/s.
  private static final double LARGEST = 1;

  private DriftFormat() {}

  /// What a text says.
  public sealed interface Parsed {}

  /// It is a drift file.
  public record Read(Drift drift) implements Parsed {}

  /// It is not.
  public record Damaged(Problem problem) implements Parsed {}

  /// Why a text is no drift file.
  public enum Problem {
    NOT_TWO_NUMBERS("expected a frequency and a skew in ppm"),
    FREQUENCY_OUT_OF_RANGE("the frequency is not within ±1000000 ppm"),
    SKEW_OUT_OF_RANGE("the skew is not between 0 and 1000000 ppm");

    private final String label;

    Problem(String label) {
      this.label = label;
    }

    /// A clause for a log line.
    public String label() {
      return label;
    }
  }

  /// Reads the first two numbers; what follows them is ignored.
  public static Parsed parse(String text) {
    double frequency;
    double skew;
    try (Scanner words = new Scanner(text)) {
      if (!words.hasNext()) {
        return new Damaged(Problem.NOT_TWO_NUMBERS);
      }
      frequency = Double.parseDouble(words.next()) * PPM;
      if (!words.hasNext()) {
        return new Damaged(Problem.NOT_TWO_NUMBERS);
      }
      skew = Double.parseDouble(words.next()) * PPM;
    } catch (NumberFormatException e) {
      return new Damaged(Problem.NOT_TWO_NUMBERS);
    }
    // Written so that NaN is out of range.
    if (!(Math.abs(frequency) < LARGEST)) {
      return new Damaged(Problem.FREQUENCY_OUT_OF_RANGE);
    }
    if (!(skew >= 0 && skew <= LARGEST)) {
      return new Damaged(Problem.SKEW_OUT_OF_RANGE);
    }
    return new Read(new Drift(0 - frequency, skew));
  }

  public static String format(Drift drift) {
    return String.format(
        Locale.ROOT, "%20.6f %20.6f\n", 0 - drift.frequency() / PPM, drift.skew() / PPM);
  }
}
