// SPDX-License-Identifier: Apache-2.0

/// The platform `portable`: the JDK alone, on any operating system. It reads the clock but cannot
/// steer it, takes its own timestamps, and has no Unix datagram sockets.
@NullMarked
package dev.meantime.platform.portable;

import org.jspecify.annotations.NullMarked;
