// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.AddressBits;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of an interface's addresses a server listens at.
///
/// @param locals what the server's sockets are bound to, wildcards too
record ServedAddresses(List<InetSocketAddress> locals) {

  private static final int MAC_LENGTH = 6;

  ServedAddresses {
    locals = List.copyOf(locals);
  }

  static boolean isEthernet(NetworkInterface found) throws SocketException {
    byte[] mac = found.getHardwareAddress();
    return mac != null && mac.length == MAC_LENGTH;
  }

  /// The addresses that the interface has now, each with what a request is told by that is for it:
  /// the interface's Ethernet address in the upper 48 bits and the UDP port in the lower 16.
  Map<AddressBits, Long> on(String device) throws SocketException {
    NetworkInterface found = NetworkInterface.getByName(device);
    byte[] mac = found == null ? null : found.getHardwareAddress();
    if (found == null || mac == null || mac.length != MAC_LENGTH) {
      return Map.of();
    }
    long upper = ByteBuffer.allocate(Long.BYTES).put(mac).getLong(0);
    Map<AddressBits, Long> result = new HashMap<>();
    for (InetAddress address : Collections.list(found.getInetAddresses())) {
      for (InetSocketAddress local : locals) {
        if (isServed(address, local.getAddress())) {
          result.put(AddressBits.of(address), upper | local.getPort());
        }
      }
    }
    return Map.copyOf(result);
  }

  private static boolean isServed(InetAddress address, InetAddress local) {
    boolean same = address instanceof Inet4Address == local instanceof Inet4Address;
    return same
        && (local.isAnyLocalAddress() || AddressBits.of(local).equals(AddressBits.of(address)));
  }
}
