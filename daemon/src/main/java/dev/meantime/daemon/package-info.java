// SPDX-License-Identifier: Apache-2.0

/// The NTP daemon: what joins the engine to a platform.
@NullMarked
package dev.meantime.daemon;

import org.jspecify.annotations.NullMarked;
