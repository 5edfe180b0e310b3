// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.util.Optional;

/// A network card that stamps packets by a clock of its own. Owned by the loop, but for {@link
/// #counts}, which any thread may read.
public interface StampingCard extends AutoCloseable {

  /// What a card's timestamps become. Immutable: the threads that receive packets use it.
  interface Conversion {

    /// The wall clock when the card's clock showed this, nanoseconds since the Unix epoch.
    long wallNanos(long clockNanos);

    /// What {@link #wallNanos} may be wrong by, seconds.
    double bound(long clockNanos);
  }

  /// How often the card's timestamps were used, and why not.
  ///
  /// @param received used of packets received
  /// @param transmitted used of packets sent
  /// @param unconvertible came while nobody knew how to convert them, or not well enough
  /// @param implausible contradicted the kernel's own of the same packet
  record Counts(long received, long transmitted, long unconvertible, long implausible) {

    /// How many the card has made.
    public long all() {
      return received + transmitted + unconvertible + implausible;
    }
  }

  /// The interface's name.
  String device();

  /// Whether packets received are stamped; those sent are.
  boolean receives();

  /// The clock that its timestamps are readings of.
  HardwareClock clock();

  /// Replaces the conversion; empty for none, whereupon the kernel's timestamps are used again.
  void convertBy(Optional<Conversion> conversion);

  /// What became of its timestamps so far.
  Counts counts();

  /// Looks again at what may change while it runs, such as the speed of the link.
  void refresh();

  /// Converts no more and closes the clock. Closing twice does nothing.
  @Override
  void close();
}
