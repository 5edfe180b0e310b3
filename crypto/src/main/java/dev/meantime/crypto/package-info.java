// SPDX-License-Identifier: Apache-2.0

/// What authenticates an NTP packet: symmetric keys, the files they are kept in, and the interface
/// that other schemes (NTS) implement for an association. Works on octets; knows nothing of
/// sockets, sources or clocks.
@NullMarked
package dev.meantime.crypto;

import org.jspecify.annotations.NullMarked;
