// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.lang.foreign.MemorySegment;

/// What an AF_XDP socket shares with the kernel, where each frame belongs to one of the two. On our
/// side confined to the thread that serves.
///
/// @param fd what is waited on and told to send
/// @param frames a power of two; as many as each ring has room for
/// @param umem the frames, {@link XdpMemory#FRAME} octets each
/// @param received with requests, from the kernel
/// @param toSend with replies, for the kernel
/// @param toFill free, for the kernel
/// @param sent have left, from the kernel
record XdpRings(
    int fd,
    int frames,
    MemorySegment umem,
    XdpRing received,
    XdpRing toSend,
    XdpRing toFill,
    XdpRing sent) {}
