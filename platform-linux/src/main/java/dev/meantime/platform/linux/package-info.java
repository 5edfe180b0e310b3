// SPDX-License-Identifier: Apache-2.0

/// The platform `linux`: UDP sockets with the kernel's timestamps, Unix datagram sockets, the
/// kernel's clock. x86-64 and arm64.
///
/// `…Calls` classes hold the method handles of one subject each, linked one by one on first use,
/// and translate a failed call into a negative errno. {@link dev.meantime.platform.linux.Abi} holds
/// what C headers hold. Nothing else knows of native memory but the codecs beside them.
///
/// One thread, the loop's, owns everything here unless a class says otherwise. A call that may
/// block never runs on a virtual thread.
@NullMarked
package dev.meantime.platform.linux;

import org.jspecify.annotations.NullMarked;
