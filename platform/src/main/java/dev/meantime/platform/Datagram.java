// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.net.SocketAddress;

/// A datagram that arrived.
///
/// @param data its octets; the receiver may keep the array
/// @param remote who sent it: an `InetSocketAddress` or a `UnixDomainSocketAddress`
/// @param local the address and port it was sent to, which on a wildcard socket tells where to
///   answer from
/// @param timestamp when it arrived
// Nobody compares datagrams, and a copy on each access would be waste.
@SuppressWarnings("ArrayRecordComponent")
public record Datagram(
    byte[] data, SocketAddress remote, SocketAddress local, Timestamp timestamp) {}
