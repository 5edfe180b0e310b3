// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A server to ask: where it is and how to talk to it. Immutable.
public final class NtpServer {

  /// The port of NTP.
  public static final int NTP_PORT = 123;

  private static final int NEWEST_VERSION = 4;
  private static final int LONGEST_V4_DIGEST = 20;

  private final String host;
  private final Optional<InetAddress> address;
  private final int port;
  private final Optional<SymmetricKey> key;
  private final int version;

  private NtpServer(
      String host,
      Optional<InetAddress> address,
      int port,
      Optional<SymmetricKey> key,
      int version) {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port);
    }
    this.host = host;
    this.address = address;
    this.port = port;
    this.key = key;
    this.version = version;
  }

  /// A server by name or literal address, at the NTP port.
  public static NtpServer of(String host) {
    return of(host, NTP_PORT);
  }

  /// A server by name or literal address. A name is looked up at each query, and its first address
  /// is asked.
  public static NtpServer of(String host, int port) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("no host");
    }
    return new NtpServer(host, Optional.empty(), port, Optional.empty(), NEWEST_VERSION);
  }

  /// A server by address.
  ///
  /// @throws IllegalArgumentException if the address was not resolved
  public static NtpServer of(InetSocketAddress where) {
    if (where.isUnresolved()) {
      throw new IllegalArgumentException(where + " is not resolved; use of(host, port)");
    }
    return new NtpServer(
        where.getHostString(),
        Optional.of(where.getAddress()),
        where.getPort(),
        Optional.empty(),
        NEWEST_VERSION);
  }

  /// The same server, authenticated: requests are sealed with this key, and only answers sealed
  /// with it count. With a digest longer than 20 octets, requests are of version 3, as other
  /// implementations expect.
  public NtpServer withKey(SymmetricKey sealing) {
    int suited = sealing.algorithm().digestLength() > LONGEST_V4_DIGEST ? 3 : version;
    return new NtpServer(host, address, port, Optional.of(sealing), suited);
  }

  /// The same server, asked in this version of the protocol.
  ///
  /// @param other 1 to 4
  public NtpServer withVersion(int other) {
    if (other < 1 || other > NEWEST_VERSION) {
      throw new IllegalArgumentException("version " + other);
    }
    return new NtpServer(host, address, port, key, other);
  }

  /// The name or literal address it was given by.
  public String host() {
    return host;
  }

  /// The address it was given by.
  public Optional<InetAddress> address() {
    return address;
  }

  public int port() {
    return port;
  }

  public Optional<SymmetricKey> key() {
    return key;
  }

  public int version() {
    return version;
  }

  PacketAuthenticator authenticator() {
    return key.<PacketAuthenticator>map(SymmetricAuthenticator::new)
        .orElseGet(PacketAuthenticator::none);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NtpServer that
        && host.equals(that.host)
        && address.equals(that.address)
        && port == that.port
        && key.equals(that.key)
        && version == that.version;
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  /// `HOST`, or `HOST:PORT` when it is not the port of NTP; brackets around an IPv6 address.
  @Override
  public String toString() {
    if (port == NTP_PORT) {
      return host;
    }
    return host.indexOf(':') < 0 ? host + ':' + port : '[' + host + "]:" + port;
  }
}
