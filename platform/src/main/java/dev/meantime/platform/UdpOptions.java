// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// How to open a UDP socket.
public final class UdpOptions {

  private final InetSocketAddress local;
  private final Optional<InetSocketAddress> remote;
  private final String device;
  private final int dscp;
  private final boolean timestamps;

  private UdpOptions(
      InetSocketAddress local,
      Optional<InetSocketAddress> remote,
      String device,
      int dscp,
      boolean timestamps) {
    this.local = local;
    this.remote = remote;
    this.device = device;
    this.dscp = dscp;
    this.timestamps = timestamps;
  }

  /// A socket bound to this address; port 0 lets the system choose an unpredictable one. An IPv6
  /// wildcard socket takes IPv6 only.
  public static UdpOptions boundTo(InetSocketAddress local) {
    return new UdpOptions(local, Optional.empty(), "", 0, false);
  }

  /// A socket connected to this address from a random port: it receives from there alone and learns
  /// of ICMP errors.
  public static UdpOptions connectedTo(InetSocketAddress remote) {
    InetAddress any = remote.getAddress() instanceof Inet4Address ? ANY_4 : ANY_6;
    return new UdpOptions(new InetSocketAddress(any, 0), Optional.of(remote), "", 0, false);
  }

  /// From this local address and port instead.
  public UdpOptions from(InetSocketAddress address) {
    return new UdpOptions(address, remote, device, dscp, timestamps);
  }

  /// Through this network interface only; empty for any.
  public UdpOptions onDevice(String name) {
    return new UdpOptions(local, remote, name, dscp, timestamps);
  }

  /// With this differentiated services code point, 0 to 63.
  public UdpOptions withDscp(int codePoint) {
    return new UdpOptions(local, remote, device, codePoint, timestamps);
  }

  /// With the best receive and transmit timestamps that the platform has.
  public UdpOptions withTimestamps() {
    return new UdpOptions(local, remote, device, dscp, true);
  }

  public InetSocketAddress local() {
    return local;
  }

  /// The peer of a connected socket.
  public Optional<InetSocketAddress> remote() {
    return remote;
  }

  /// The interface's name, empty for any.
  public String device() {
    return device;
  }

  public int dscp() {
    return dscp;
  }

  public boolean timestamps() {
    return timestamps;
  }

  private static final InetAddress ANY_4 = wildcard(new byte[4]);
  private static final InetAddress ANY_6 = wildcard(new byte[16]);

  private static InetAddress wildcard(byte[] octets) {
    try {
      return octets.length == 4
          ? Inet4Address.getByAddress(octets)
          : Inet6Address.getByAddress(octets);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("four or sixteen octets are an address", e);
    }
  }
}
