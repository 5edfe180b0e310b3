// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import java.util.Arrays;
import java.util.Collection;

/// A few addresses to be looked up for every packet. Immutable; safe from any thread.
public final class AddressSet {

  public static final AddressSet EMPTY = new AddressSet(new long[0]);

  // Pairs of high and low.
  private final long[] bits;

  private AddressSet(long[] bits) {
    this.bits = bits;
  }

  /// The set of these.
  ///
  /// @param addresses pairs of the first and the last 64 bits
  public static AddressSet of(Collection<long[]> addresses) {
    return new AddressSet(addresses.stream().flatMapToLong(Arrays::stream).toArray());
  }

  public boolean contains(long high, long low) {
    for (int i = 0; i < bits.length; i += 2) {
      if (bits[i + 1] == low && bits[i] == high) {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return bits.length == 0;
  }
}
