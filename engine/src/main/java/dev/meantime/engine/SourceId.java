// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine;

/// Names a time source for as long as the daemon runs; never given twice.
///
/// @param number counts from 1 in the order of creation
public record SourceId(int number) implements Comparable<SourceId> {

  @Override
  public int compareTo(SourceId other) {
    return Integer.compare(number, other.number);
  }
}
