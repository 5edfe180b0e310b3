// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.net.InetAddress;

/// How the sockets that ask other servers are opened.
///
/// @param port `acquisitionport`; 0 for one permanent socket on a port that the system chooses,
///   {@link #RANDOM_PORT} for a new connected socket for each request
/// @param address4 `bindacqaddress`, the IPv4 wildcard for any
/// @param address6 `bindacqaddress`, the IPv6 wildcard for any
/// @param device `bindacqdevice`
/// @param dscp differentiated services code point of every NTP packet sent, 0 to 63
public record AcquisitionConfig(
    int port, InetAddress address4, InetAddress address6, String device, int dscp) {

  public static final int RANDOM_PORT = -1;

  public static final AcquisitionConfig DEFAULT =
      new AcquisitionConfig(RANDOM_PORT, Addresses.ANY4, Addresses.ANY6, "", 0);
}
