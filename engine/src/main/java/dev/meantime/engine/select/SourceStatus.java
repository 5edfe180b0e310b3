// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

/// A source's part in the last selection, with the character that chrony's `selectdata` shows for
/// it.
public enum SourceStatus {
  SELECTED('*', "selected"),
  COMBINED('+', "combined with the selected source"),
  DISTANT('D', "believed, but its distance or frequency differs too much to be combined"),
  OUTLIER('L', "frequency too different to be combined"),
  NOT_PREFERRED('P', "others are preferred"),
  WAITS_FOR_UPDATE('U', "waits for a new sample"),
  WAITS_FOR_SOURCES('W', "waits for more agreeing or required sources"),
  WAITS_FOR_OTHERS('w', "waits for the first samples of others"),
  FALSETICKER('x', "its time disagrees with the majority"),
  UNTRUSTED('T', "its time disagrees with the trusted sources"),
  JITTERY('~', "its time varies too much"),
  NOSELECT('N', "configured never to be selected"),
  NO_SAMPLES('M', "not enough samples yet"),
  UNSYNCHRONISED('s', "says that it is not synchronised"),
  BAD_STRATUM('r', "its stratum is outside the configured range"),
  TOO_FAR('d', "its root distance exceeds the maximum"),
  STALE('S', "unreachable and its samples too old"),
  ORPHAN('O', "serves an unsynchronised island"),
  LOOP('l', "follows us, itself or through others");

  private final char symbol;
  private final String label;

  SourceStatus(char symbol, String label) {
    this.symbol = symbol;
    this.label = label;
  }

  public char symbol() {
    return symbol;
  }

  public String label() {
    return label;
  }

  /// Whether its time is believed.
  public boolean isTruechimer() {
    return switch (this) {
      case SELECTED,
          COMBINED,
          DISTANT,
          OUTLIER,
          NOT_PREFERRED,
          WAITS_FOR_UPDATE,
          WAITS_FOR_SOURCES ->
          true;
      case WAITS_FOR_OTHERS,
          FALSETICKER,
          UNTRUSTED,
          JITTERY,
          NOSELECT,
          NO_SAMPLES,
          UNSYNCHRONISED,
          BAD_STRATUM,
          TOO_FAR,
          STALE,
          ORPHAN,
          LOOP ->
          false;
    };
  }
}
