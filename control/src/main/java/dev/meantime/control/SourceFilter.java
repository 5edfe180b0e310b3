// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.net.InetAddress;
import java.util.Arrays;

/// Which sources a command is for.
///
/// @param mask bits of the address that count; of another family than the address: all of them
/// @param address unspecified for every source
public record SourceFilter(ControlAddress mask, ControlAddress address) {

  /// Every source, resolved or not.
  public static final SourceFilter ALL =
      new SourceFilter(ControlAddress.UNSPECIFIED, ControlAddress.UNSPECIFIED);

  /// This source alone.
  public static SourceFilter only(ControlAddress address) {
    return new SourceFilter(ControlAddress.UNSPECIFIED, address);
  }

  /// Whether the command is for the source with that address.
  public boolean matches(ControlAddress source) {
    return switch (address) {
      case ControlAddress.Unspecified _ -> true;
      case ControlAddress.Id id -> id.equals(source);
      case ControlAddress.Ip(InetAddress wanted) ->
          source instanceof ControlAddress.Ip(InetAddress actual)
              && matches(wanted.getAddress(), actual.getAddress());
    };
  }

  private boolean matches(byte[] wanted, byte[] actual) {
    if (mask instanceof ControlAddress.Ip(InetAddress bits)
        && bits.getAddress().length == wanted.length) {
      return Arrays.equals(masked(wanted, bits.getAddress()), masked(actual, bits.getAddress()));
    }
    return Arrays.equals(wanted, actual);
  }

  private static byte[] masked(byte[] address, byte[] mask) {
    byte[] result = address.clone();
    for (int i = 0; i < Math.min(result.length, mask.length); i++) {
      result[i] &= mask[i];
    }
    return result;
  }
}
